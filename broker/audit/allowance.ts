import { createBoundedMap } from '../domain/bounded-map.ts';
import type { EpochMs } from '../domain/brands.ts';
import type { Clock } from '../domain/ports/clock.ts';

/** So many shares are told apart; past that the one used longest ago is forgotten, as nobody can make that many for free. */
const sharesKept = 50_000;

export interface Allowance {
  /** False when this share has had enough in its span of time, which begins with the first that it takes. */
  take(share: string): boolean;
}

/** Counts per share, in memory: a count in the database would be the very write that it is to prevent. */
export function createAllowance(clock: Clock, most: number, spanMs = 60_000): Allowance {
  const taken = createBoundedMap<{ readonly since: EpochMs; readonly count: number }>(sharesKept);
  return {
    take(share) {
      const now = clock.now();
      const before = taken.get(share);
      const { since, count } = before !== undefined && now - before.since < spanMs ? before : { since: now, count: 0 };
      taken.set(share, { since, count: count + 1 });
      return count < most;
    },
  };
}
