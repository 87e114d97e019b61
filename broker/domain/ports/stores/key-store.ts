import type { EpochMs, TenantId } from '../../brands.ts';
import type { SigningAlgorithm, SigningPurpose } from '../signing-keys.ts';

/** A tenant's data key as the database has it: wrapped by a master key that the database never sees. */
export interface StoredTenantKey {
  readonly tenant: TenantId;
  /** From 1 on; the highest seals, every one opens. */
  readonly version: number;
  /** Tells which master key wraps it, without telling the key. */
  readonly masterKeyId: string;
  readonly wrapped: Uint8Array;
  readonly createdAt: EpochMs;
}

export interface TenantKeyStore {
  /** One version, or the highest for null. */
  find(tenant: TenantId, version: number | null): Promise<StoredTenantKey | null>;
  /** False when that version exists already: another broker was faster, and its key stands. */
  insert(row: StoredTenantKey): Promise<boolean>;
}

export interface StoredSigningKey {
  readonly tenant: TenantId;
  readonly id: string;
  readonly purpose: SigningPurpose;
  readonly algorithm: SigningAlgorithm;
  /** Counts the keys of one purpose and algorithm from 1 on; unique, so that racing brokers agree on each. */
  readonly generation: number;
  /** PKCS #8, sealed under the tenant's key. */
  readonly sealed: Uint8Array;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  readonly signsFrom: EpochMs;
  /** Null while nothing follows it. */
  readonly trustedUntil: EpochMs | null;
  readonly createdAt: EpochMs;
}

export interface SigningKeyStore {
  /** All of one purpose and algorithm, oldest first. */
  list(tenant: TenantId, purpose: SigningPurpose, algorithm: SigningAlgorithm): Promise<readonly StoredSigningKey[]>;
  /**
   * Adds a key and, in the same transaction, lets trust in all keys before it end at `predecessorsTrustedUntil` where it
   * does not end earlier. False when that generation exists already; then nothing is changed.
   */
  insert(row: StoredSigningKey, predecessorsTrustedUntil: EpochMs | null): Promise<boolean>;
  /** Forgets keys that nobody trusts any more. */
  sweep(now: EpochMs): Promise<number>;
}
