import type { YubicoOtp } from '../yubico-otp.ts';

/**
 * What a validation service says of a code that a YubiKey typed. `bad`: no code of a key it knows. `replayed`: used before,
 * or older than one that was. `not-allowed`: it does not know this broker. `untrusted`: the answer is not the service's
 * own, or not to this question. Only `valid` lets anybody in.
 */
export type OtpVerdict =
  | { readonly valid: true }
  | { readonly valid: false; readonly because: 'bad' | 'replayed' | 'not-allowed' | 'untrusted' | 'unavailable' };

/** Asks the operator's validation servers. Whose key it is, is for the caller to have checked. */
export interface OtpValidation {
  /** Never throws. */
  validate(otp: YubicoOtp): Promise<OtpVerdict>;
}
