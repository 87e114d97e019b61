import type { TenantId } from '../brands.ts';

/** What a browser gives who may wake it up (`PushSubscription.toJSON()`); it comes from outside and proves nothing. */
export interface PushSubscription {
  readonly endpoint: string;
  /** Public key of the browser, uncompressed P-256 point, base64url. */
  readonly p256dh: string;
  /** 16 bytes, base64url. */
  readonly auth: string;
  /** The `applicationServerKey` that it was made with: services take no message that another key signed. */
  readonly serverKey: string;
}

/** A wake-up: what it is about is fetched afterwards, so nothing of it stands here. */
export interface PushWakeUp {
  /** At most 3,993 bytes (RFC 8291, 4). */
  readonly payload: string;
  /** How long the service keeps it for a phone that is off; it is dropped then. */
  readonly ttlSeconds: number;
  /** A later message of the same topic replaces one that was not delivered; base64url, at most 32 signs. */
  readonly topic: string | null;
}

/** `gone`: the subscription ended, or is of a key that we have no more; it is to be forgotten, and the browser asked anew. */
export type PushOutcome =
  | { readonly sent: true }
  | { readonly sent: false; readonly because: 'gone' | 'throttled' | 'not-allowed' | 'unavailable' };

/** Web Push (RFC 8030), for waking up and nothing else. */
export interface PushService {
  /** The key that browsers are to subscribe with (RFC 8292, 4): uncompressed point, base64url. */
  applicationServerKey(tenant: TenantId): Promise<string>;
  /** Null for what can be woken up through a service that the operator knows; else why not, for log and tests. */
  refusalOf(subscription: PushSubscription): string | null;
  /** Never throws. A subscription of a service that is not known is `not-allowed`, and nothing is called. */
  wake(tenant: TenantId, subscription: PushSubscription, wakeUp: PushWakeUp): Promise<PushOutcome>;
}
