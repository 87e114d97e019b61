import { AppError } from '../domain/app-error.ts';
import type { Clock } from '../domain/ports/clock.ts';

const windowMs = 60_000;
/** Far above what a whole company behind one address causes at nine in the morning, far below what fills a database. */
const startsPerWindow = 600;
const addressesKept = 10_000;

/**
 * Sign-ins begun per address and minute. Each leaves a row for ten minutes, and nobody is known yet who could be asked to
 * slow down. Counted in memory, because a count in the database would be the very write that it is to prevent.
 */
export function createStartLimit(deps: { clock: Clock }): { assertRoom(tenant: string, address: string): void } {
  let startedAt = 0;
  let counts = new Map<string, number>();
  return {
    /** Throws `too_many_requests`. */
    assertRoom(tenant, address) {
      const now = deps.clock.now();
      if (now - startedAt >= windowMs || counts.size >= addressesKept) {
        startedAt = now;
        counts = new Map();
      }
      const key = `${tenant} ${address}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count > startsPerWindow) throw new AppError('too_many_requests', { details: { because: 'starts.of-one-address' } });
    },
  };
}
