import { AppError } from '../domain/app-error.ts';
import { createBoundedMap } from '../domain/bounded-map.ts';
import type { EpochMs } from '../domain/brands.ts';
import { networkOf } from '../domain/client-network.ts';
import type { Clock } from '../domain/ports/clock.ts';

const windowMs = 60_000;
/** Far above what a whole company behind one address causes at nine in the morning, far below what fills a database. */
const usualPerMinute = 600;
const networksKept = 10_000;

export interface StartLimit {
  /** Counts one of this address. Throws `too_many_requests` where its network has had enough in this minute. */
  assertRoom(tenant: string, address: string): void;
}

/**
 * Sign-ins begun per network (`networkOf`) and minute. Each leaves a row for ten minutes, and nobody is known yet who could
 * be asked to slow down. Counted in memory, because a count in the database would be the very write that it is to prevent.
 * Of too many networks those are forgotten that came least lately, so that nobody clears their own count by being many.
 */
export function createStartLimit({ clock, perMinute = usualPerMinute }: { clock: Clock; perMinute?: number }): StartLimit {
  const counts = createBoundedMap<{ readonly since: EpochMs; readonly count: number }>(networksKept);
  return {
    assertRoom(tenant, address) {
      const now = clock.now();
      const key = `${tenant} ${networkOf(address)}`;
      const before = counts.get(key);
      const { since, count } = before !== undefined && now - before.since < windowMs ? before : { since: now, count: 0 };
      counts.set(key, { since, count: count + 1 });
      if (count >= perMinute) throw new AppError('too_many_requests', { details: { because: 'starts.of-one-address' } });
    },
  };
}
