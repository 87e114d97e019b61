import type { EpochMs, TenantId } from '../../brands.ts';
import type { SigningAlgorithm, SigningPurpose } from '../signing-keys.ts';
import type { FingerprintPurpose } from '../vault.ts';

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

/** The key of a tenant's fingerprints for one purpose, wrapped likewise. Its value never changes. */
export interface StoredPepper {
  readonly tenant: TenantId;
  readonly purpose: FingerprintPurpose;
  readonly masterKeyId: string;
  readonly wrapped: Uint8Array;
}

/** The keys of tenants that the master key wraps. */
export interface TenantKeyStore {
  /** One version of the data key, or the highest for null. */
  find(tenant: TenantId, version: number | null): Promise<StoredTenantKey | null>;
  /** All versions that there are, oldest first. */
  list(tenant: TenantId): Promise<readonly StoredTenantKey[]>;
  /** False when that version exists already: another broker was faster, and its key stands. */
  insert(row: StoredTenantKey): Promise<boolean>;
  findPepper(tenant: TenantId, purpose: FingerprintPurpose): Promise<StoredPepper | null>;
  /** Those that are not there yet; one that is stays as it is. */
  insertPeppers(rows: readonly StoredPepper[]): Promise<void>;
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
