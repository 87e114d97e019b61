import type { EpochMs, SubjectKey, TenantId } from '../../brands.ts';

/** What is kept of the requests on a person's phones, beside the ones that stand open. */
interface StoredRequests {
  /** In a row, without one that was approved and without another factor that was shown. */
  readonly count: number;
  /** When the last of them was made; null for none. */
  readonly lastAt: EpochMs | null;
  /** When the last of them was denied; null where it was not. */
  readonly deniedAt: EpochMs | null;
  /** When the person last said that a sign-in was not theirs. Sign-ins begun before that go no further. */
  readonly disownedAt: EpochMs | null;
}

/** Requests on phones, counted by person. `FactorStore.forgiveFailures` and `clearFailures` end the row as well. */
export interface RequestStore {
  find(tenant: TenantId, subject: SubjectKey): Promise<StoredRequests>;
  /** Counts one more, where fewer than `limit` were; false at the limit. One conditional statement. The last one is not denied any more. */
  count(tenant: TenantId, subject: SubjectKey, limit: number, now: EpochMs): Promise<boolean>;
  noteDenied(tenant: TenantId, subject: SubjectKey, now: EpochMs): Promise<void>;
  /** A sign-in was not theirs. */
  noteDisowned(tenant: TenantId, subject: SubjectKey, now: EpochMs): Promise<void>;
  /** The row of requests has ended; that one was disowned stays. */
  endRow(tenant: TenantId, subject: SubjectKey): Promise<void>;
}
