import type { KeyObject } from 'node:crypto';
import type { EpochMs, TenantId } from '../brands.ts';

/**
 * `login`: answers to applications. `portal`: requests of our portal. `connection`: requests to companies' providers.
 * `decryption`: opens what providers encrypt to us. `client`: proves us to token endpoints.
 * `push`: proves us to push services. One key never serves two of them.
 */
export const signingPurposes = ['login', 'portal', 'connection', 'decryption', 'client', 'push'] as const;
export type SigningPurpose = (typeof signingPurposes)[number];
export type SigningAlgorithm = 'ecdsa-p256' | 'rsa-2048';

export interface SigningKey {
  readonly id: string;
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly createdAt: EpochMs;
}

/**
 * Signing keys per tenant, made on first use and kept sealed. During an overlap several keys verify while one signs.
 */
export interface SigningKeys {
  current(tenant: TenantId, purpose: SigningPurpose, algorithm: SigningAlgorithm): Promise<SigningKey>;
  /** Public keys to trust now: the current one, and predecessors or successors within the overlap. */
  trusted(tenant: TenantId, purpose: SigningPurpose, algorithm: SigningAlgorithm): Promise<readonly SigningKey[]>;
  /**
   * Makes a successor that signs from `signsFrom` on; the keys before it are trusted until `trustedUntil` at most (0: no
   * more, whatever a broker's clock says). With `follows`, only when that is the newest key; otherwise somebody was
   * faster, and theirs is the answer.
   */
  rotate(
    tenant: TenantId,
    purpose: SigningPurpose,
    algorithm: SigningAlgorithm,
    times: { readonly signsFrom: EpochMs; readonly trustedUntil: EpochMs; readonly follows?: string },
  ): Promise<SigningKey>;
}
