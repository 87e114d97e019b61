import type { TenantId } from '../brands.ts';

/** Where a sealed value stands. It opens only there: all of it is additional authenticated data. */
export interface Place {
  readonly tenant: TenantId;
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

/** What fingerprints are made for; each has a key of its own. */
export const fingerprintPurposes = [
  'subject',
  'recovery-code',
  'upstream-sid',
  'address',
  'party-subject',
  'upstream-name',
  'party-session',
  'party-name',
  'email-code',
  'email-code-address',
  'second-factor-code',
  'oath-serial',
  'yubico-key',
  'temporary-pass',
  'person-address',
  'phone',
] as const;
export type FingerprintPurpose = (typeof fingerprintPurposes)[number];

/**
 * Seals under the tenant's data key (AES-256-GCM), which the master key wraps. Throws `key_unavailable` when the key
 * cannot be had and `sealed_value_unreadable` when a value was changed or moved.
 */
export interface Vault {
  seal(place: Place, plain: Uint8Array): Promise<Uint8Array>;
  open(place: Place, sealed: Uint8Array): Promise<Uint8Array>;
  /**
   * Keyed fingerprint (HMAC-SHA-256 under a pepper per tenant and purpose, which the master key wraps), base64url. The parts
   * are length-prefixed, so that ("ab", "c") and ("a", "bc") differ.
   */
  fingerprint(tenant: TenantId, purpose: FingerprintPurpose, parts: readonly string[]): Promise<string>;
}

/** Seals under a key that exists only in one browser's cookie. */
export interface BrowserSeal {
  /** A fresh 256-bit key as base64url, the value of the cookie. */
  newKey(): string;
  /** What the row keeps to recognise the cookie: SHA-256 under its own label, base64url. */
  keyHash(key: string): string;
  seal(key: string, place: Place, plain: Uint8Array): Uint8Array;
  /** Null when the key is another one or the value was changed or moved. */
  open(key: string, place: Place, sealed: Uint8Array): Uint8Array | null;
  /** A token for the forms of one step (HMAC under the cookie key), to be compared in constant time by `isFormToken`. */
  formToken(key: string, step: string): string;
  isFormToken(key: string, step: string, token: string): boolean;
}
