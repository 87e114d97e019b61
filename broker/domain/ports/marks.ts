/** What is counted over all tenants; each has a key of its own. */
export type MarkPurpose = 'phone-number' | 'phone-prefix';

/**
 * Keyed pseudonyms (HMAC-SHA-256, base64url) that are the same at every tenant and broker of this deployment, for short
 * counts alone: they change with the master key.
 */
export interface Marks {
  of(purpose: MarkPurpose, value: string): string;
}
