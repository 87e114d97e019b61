import type { KeyObject } from 'node:crypto';
import type { EpochMs, TenantId } from '../brands.ts';

/**
 * `login`: answers to applications. `portal`: requests of our portal. `connection`: requests to companies' providers.
 * `decryption`: opens what providers encrypt to us. `client`: proves us to token endpoints. One key never serves two of them.
 */
export type SigningPurpose = 'login' | 'portal' | 'connection' | 'decryption' | 'client';
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
  /** Makes a successor that signs from `signsFrom` on; the present key is trusted until `trustedUntil`. */
  rotate(
    tenant: TenantId,
    purpose: SigningPurpose,
    algorithm: SigningAlgorithm,
    times: { signsFrom: EpochMs; trustedUntil: EpochMs },
  ): Promise<SigningKey>;
}
