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

/** One answer that was counted as wrong before anybody looked at it, so that answers sent at once cannot share a place. */
export interface Reservation {
  readonly tenant: TenantId;
  readonly subject: SubjectKey;
  /** Its place among the wrong answers in a row; from 1. */
  readonly failures: number;
  /** The lock that this place earned; 0 for none. */
  readonly earned: EpochMs;
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
  /**
   * Counts one failure in advance, in one conditional statement; null while a lock runs. `lockUntil` gives the lock that a
   * count earns, and nobody sees the count without it: whoever comes next is refused before the answer is judged.
   */
  reserveFailure(
    tenant: TenantId,
    subject: SubjectKey,
    now: EpochMs,
    lockUntil: (failures: number) => EpochMs,
  ): Promise<Reservation | null>;
  /**
   * The answer was right: its failure, all that were counted before it, and the lock that it earned itself are gone. What
   * others reserved after it stays counted, and a running lock that they earned stays.
   */
  forgiveFailures(reservation: Reservation, now: EpochMs): Promise<void>;
  /** The answer was no guess: its failure is taken back with the lock it earned, and nobody else's. */
  returnFailure(reservation: Reservation): Promise<void>;

  /**
   * Takes one of the `limit` tries that one login has, or as many as `spend` says; false when none is left. One
   * conditional statement.
   */
  spendTry(tenant: TenantId, transaction: TransactionId, limit: number, expiresAt: EpochMs, spend?: number): Promise<boolean>;
  sweep(now: EpochMs): Promise<number>;
}
