import type { EpochMs, TenantId, TransactionId } from '../../brands.ts';
import type { TransactionState } from '../../transaction.ts';

/** A transaction as the database has it: everything about the person is inside `sealed`, which only the browser's cookie opens. */
export interface StoredTransaction {
  readonly tenant: TenantId;
  readonly id: TransactionId;
  readonly version: number;
  readonly state: TransactionState;
  readonly connection: string;
  readonly party: string;
  /** Hash of the cookie key of the present step; every passed step has a fresh one. */
  readonly keyHash: string;
  /** Null once the transaction has ended. */
  readonly sealed: Uint8Array | null;
  readonly expiresAt: EpochMs;
}

export interface LoginStore {
  /** False when a transaction of this id exists already. */
  insert(row: StoredTransaction): Promise<boolean>;
  find(tenant: TenantId, id: TransactionId): Promise<StoredTransaction | null>;
  /** Compare-and-swap; false when the stored version is another one than `expectVersion`. */
  save(row: StoredTransaction, expectVersion: number): Promise<boolean>;
  /** Removes what expired before `now`; returns how many. */
  sweep(now: EpochMs): Promise<number>;
}
