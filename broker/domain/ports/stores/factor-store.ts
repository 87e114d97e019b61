import type { MethodKind } from '#contract/settings/methods';
import type { EpochMs, FactorId, SubjectKey, TenantId, TransactionId } from '../../brands.ts';
import type { Enrolling } from '../../enrolling.ts';

export interface StoredFactor {
  readonly tenant: TenantId;
  readonly id: FactorId;
  readonly subject: SubjectKey;
  readonly kind: MethodKind;
  readonly state: 'pending' | 'active';
  /** Whose it is, what it is called and the method's secret, sealed under the tenant's key (`broker/factors/sealed-factor.ts`). */
  readonly sealed: Uint8Array;
  /** The last time step, counter or use that was accepted; each counts once, and only what is later. */
  readonly lastStep: number;
  readonly createdAt: EpochMs;
  readonly lastUsedAt: EpochMs | null;
  /** It counts no more from then on; null for what has no end. */
  readonly expiresAt: EpochMs | null;
}

interface StoredSubject {
  readonly tenant: TenantId;
  readonly subject: SubjectKey;
  /** Wrong answers in a row over all factors and all logins. A new code or login does not reset it, a right answer does. */
  readonly failures: number;
  readonly lockedUntil: EpochMs;
  /** When a second factor was first asked for; null for never. */
  readonly askedAt: EpochMs | null;
  /** Sign-ins that were begun before go no further; null for never. */
  readonly signInsVoidAt: EpochMs | null;
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
   * Pending -> active with its first step in one conditional statement. False when it was not pending any more, when everything
   * of the person was ended since it was begun (`voidSignIns`), or when a
   * `first` one is to be set up and the person has an active one, however old the page of the set-up is.
   */
  activate(
    row: Pick<StoredFactor, 'tenant' | 'id' | 'subject'>,
    by: { readonly step: number; readonly standing: Enrolling; readonly sealed?: Uint8Array },
    now: EpochMs,
  ): Promise<boolean>;
  /** Puts what is sealed anew, where it is this person's; false when it is gone. */
  reseal(row: Pick<StoredFactor, 'tenant' | 'id' | 'subject' | 'sealed'>): Promise<boolean>;
  /** `last_step < step` in one conditional statement; false for a replay. */
  advanceStep(tenant: TenantId, id: FactorId, step: number, now: EpochMs): Promise<boolean>;
  /** A use of what never counts its uses; false where it has begun to, or is gone. */
  touch(tenant: TenantId, id: FactorId, now: EpochMs): Promise<boolean>;
  /** False when it was gone, or is another person's. */
  remove(tenant: TenantId, subject: SubjectKey, id: FactorId): Promise<boolean>;
  /** Pending ones of a subject made before `before`, which never were confirmed. */
  removePending(tenant: TenantId, subject: SubjectKey, before: EpochMs): Promise<number>;
  removeAll(tenant: TenantId, subject: SubjectKey): Promise<number>;

  /** Replaces all recovery codes of a subject by these hashes. */
  replaceRecoveryCodes(tenant: TenantId, subject: SubjectKey, hashes: readonly string[]): Promise<void>;
  /** Uses a code up; true for the first caller only. `replacement`: the one that takes its place in the same transaction. */
  spendRecoveryCode(tenant: TenantId, subject: SubjectKey, hash: string, now: EpochMs, replacement?: string): Promise<boolean>;
  countRecoveryCodes(tenant: TenantId, subject: SubjectKey): Promise<number>;

  findSubject(tenant: TenantId, subject: SubjectKey): Promise<StoredSubject | null>;
  /** Writes down that a second factor was asked for, the first time; returns when that was. */
  noteAsked(tenant: TenantId, subject: SubjectKey, now: EpochMs): Promise<EpochMs>;
  /** From now on no sign-in that was begun before goes any further. A reset does not take it back. */
  voidSignIns(tenant: TenantId, subject: SubjectKey, now: EpochMs): Promise<void>;
  /** The count of wrong answers and its lock are gone: an administrator's reset. */
  clearFailures(tenant: TenantId, subject: SubjectKey): Promise<void>;
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
  /** Gives tries back that were no guess. */
  returnTry(tenant: TenantId, transaction: TransactionId, tries: number): Promise<void>;
  sweep(now: EpochMs): Promise<number>;
}
