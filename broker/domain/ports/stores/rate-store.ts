import type { EpochMs } from '../../brands.ts';

/** Events in a row: how many there were, and until when no more are taken. */
interface InRow {
  readonly count: number;
  readonly pausedUntil: EpochMs;
}

interface RowRule {
  /** The count ends when so long nothing happened; longer than any pause. */
  readonly keepMs: number;
  /** The pause that a count earns; 0 for none. */
  readonly pauseMs?: (count: number) => number;
}

export interface RateStore {
  /** Counts an event of `key`, or several, in the fixed window that holds `now`, in one statement, and returns the count with it. */
  hit(key: string, windowMs: number, now: EpochMs, events?: number): Promise<number>;
  /** Takes back an event that `hit` counted at `now`, should its window still be there. */
  giveBack(key: string, windowMs: number, now: EpochMs): Promise<void>;
  /** How many events `hit` has counted in the window that holds `now`. */
  hits(key: string, windowMs: number, now: EpochMs): Promise<number>;
  /**
   * Counts one event of `key` in a row and returns the count with it. Null while a pause runs, and then nothing is counted.
   * Nobody sees a count without the pause that it earns, so that of many at once none gets past it.
   */
  hitInRow(key: string, rule: RowRule, now: EpochMs): Promise<number | null>;
  /** What `hitInRow` has counted. */
  inRow(key: string, now: EpochMs): Promise<InRow>;
  /** The row has ended: its count and its pause are gone. */
  endRow(key: string): Promise<void>;
  sweep(now: EpochMs): Promise<number>;
}
