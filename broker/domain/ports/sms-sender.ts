import type { PhoneNumber } from '../phone.ts';

export interface Sms {
  readonly to: PhoneNumber;
  /** One segment, made by `smsText`. */
  readonly text: string;
}

/**
 * Why nothing was sent. `opted-out`: its owner refused messages. `not-allowed`: the operator's account or settings.
 * Nobody who signs in is told which; it is for log, administrators and the choice of what to offer instead.
 */
export type SmsRefusal = 'opted-out' | 'invalid-number' | 'throttled' | 'not-allowed' | 'unavailable';

/** `sent` means accepted by the service: whether it reached a phone is not known. */
export type SmsOutcome = { readonly sent: true; readonly id: string } | { readonly sent: false; readonly because: SmsRefusal };

/** Sends text messages, where the operator has set that up. */
export interface SmsSender {
  /** Messages a day at most, of all tenants together, by the operator's word; absent: as many as tenants allow. */
  readonly perDay?: number;
  /** Takes 10 seconds at most, and never throws. */
  send(sms: Sms): Promise<SmsOutcome>;
  /** Null when the service would take messages; else why not. */
  problem(): Promise<SmsRefusal | null>;
  close(): Promise<void>;
}
