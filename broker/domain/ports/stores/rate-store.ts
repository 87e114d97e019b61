import type { EpochMs } from '../../brands.ts';

export interface RateStore {
  /** Counts one event of `key` in the fixed window that holds `now`, in one statement, and returns the count with it. */
  hit(key: string, windowMs: number, now: EpochMs): Promise<number>;
  /** How often `key` was counted so far in the fixed window that holds `at`, without counting. */
  count(key: string, windowMs: number, at: EpochMs): Promise<number>;
  /** Takes back an event that `hit` counted at `now`, should its window still be there. */
  giveBack(key: string, windowMs: number, now: EpochMs): Promise<void>;
  sweep(now: EpochMs): Promise<number>;
}
