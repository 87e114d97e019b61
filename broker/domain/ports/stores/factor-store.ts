import type { EpochMs, FactorId, SubjectKey, TenantId, TransactionId } from '../../brands.ts';
import type { FactorKind } from '../factor.ts';

export interface StoredFactor {
  readonly tenant: TenantId;
  readonly id: FactorId;
  readonly subject: SubjectKey;
  readonly kind: FactorKind;
  readonly state: 'pending' | 'active';
  /** The method's secret, sealed under the tenant's key. */
  readonly sealed: Uint8Array;
  /** TOTP: the last time step that was accepted; a step counts once. */
  readonly lastStep: number;
  readonly createdAt: EpochMs;
  readonly lastUsedAt: EpochMs | null;
}

interface StoredSubject {
  readonly tenant: TenantId;
  readonly subject: SubjectKey;
  /** Wrong answers in a row over all factors and all logins. A new code or login does not reset it, a right answer does. */
  readonly failures: number;
  readonly lockedUntil: EpochMs;
}

export interface FactorStore {
  list(tenant: TenantId, subject: SubjectKey): Promise<readonly StoredFactor[]>;
  find(tenant: TenantId, id: FactorId): Promise<StoredFactor | null>;
  insert(row: StoredFactor): Promise<void>;
  /**
   * Pending -> active with its first step in one conditional statement. False when it was not pending any more, or when the
   * person has an active one: setting up during a sign-in is for people who have none, however old their set-up page is.
   */
  activate(tenant: TenantId, id: FactorId, subject: SubjectKey, step: number, now: EpochMs): Promise<boolean>;
  /** `last_step < step` in one conditional statement; false for a replay. */
  advanceStep(tenant: TenantId, id: FactorId, step: number, now: EpochMs): Promise<boolean>;
  remove(tenant: TenantId, id: FactorId): Promise<boolean>;
  /** Pending ones of a subject made before `before`, which never were confirmed. */
  removePending(tenant: TenantId, subject: SubjectKey, before: EpochMs): Promise<number>;
  removeAll(tenant: TenantId, subject: SubjectKey): Promise<number>;

  /** Replaces all recovery codes of a subject by these hashes. */
  replaceRecoveryCodes(tenant: TenantId, subject: SubjectKey, hashes: readonly string[]): Promise<void>;
  /** Uses a code up; true for the first caller only. */
  spendRecoveryCode(tenant: TenantId, subject: SubjectKey, hash: string, now: EpochMs): Promise<boolean>;
  countRecoveryCodes(tenant: TenantId, subject: SubjectKey): Promise<number>;

  findSubject(tenant: TenantId, subject: SubjectKey): Promise<StoredSubject | null>;
  /** Adds one failure in one statement and returns the row after it; `lockUntil` gives the lock that a count earns. */
  countFailure(tenant: TenantId, subject: SubjectKey, now: EpochMs, lockUntil: (failures: number) => EpochMs): Promise<StoredSubject>;
  clearFailures(tenant: TenantId, subject: SubjectKey): Promise<void>;

  /** Takes one of the `limit` tries that one login has; false when none is left. One conditional statement. */
  spendTry(tenant: TenantId, transaction: TransactionId, limit: number, expiresAt: EpochMs): Promise<boolean>;
  sweep(now: EpochMs): Promise<number>;
}
