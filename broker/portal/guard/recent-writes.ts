import { createBoundedMap } from '../../domain/bounded-map.ts';
import type { EpochMs } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';

/** Issue ids that a customer just wrote, so that a search waits for them (`reconcileIssues`; its index lags behind). */
export interface RecentWrites {
  add(customer: string, issueId: string): void;
  of(customer: string): readonly string[];
}

const keptMs = 5 * 60_000;
/** Jira takes up to 50; a person writes fewer in five minutes. */
const perCustomer = 20;
const keptCustomers = 2_000;

export function createRecentWrites(deps: { clock: Clock }): RecentWrites {
  const written = createBoundedMap<readonly { readonly id: string; readonly at: EpochMs }[]>(keptCustomers);
  return {
    add(customer, issueId) {
      const others = (written.get(customer) ?? []).filter((write) => write.id !== issueId).slice(1 - perCustomer);
      written.set(customer, [...others, { id: issueId, at: deps.clock.now() }]);
    },
    of: (customer) => (written.get(customer) ?? []).filter((write) => deps.clock.now() - write.at < keptMs).map((write) => write.id),
  };
}
