import { AppError } from '../../domain/app-error.ts';
import { createBoundedMap } from '../../domain/bounded-map.ts';
import type { EpochMs } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';

const failuresToOpen = 5;
const pauseMs = 3_000;
/** Tenants, and addresses that somebody tries; of more than this that fail at once, the oldest are forgotten and asked again. */
const keptScopes = 10_000;

export interface Outage {
  /** Throws `jira_unavailable` while the other side is known to be away; lets one call through every few seconds to see. */
  check(scope: string): void;
  succeeded(scope: string): void;
  failed(scope: string): void;
}

/**
 * A circuit breaker per tenant. While Jira is away, people get their answer at once instead of after three tries, and
 * Jira coming back is not met by everybody's repeated calls.
 */
export function createOutage(deps: { clock: Clock }): Outage {
  const scopes = createBoundedMap<{ failures: number; closedUntil: EpochMs }>(keptScopes);
  return {
    check(scope) {
      const state = scopes.get(scope);
      if (!state || state.failures < failuresToOpen) return;
      const now = deps.clock.now();
      if (now < state.closedUntil) throw new AppError('jira_unavailable', { details: { reason: 'circuit-open' } });
      state.closedUntil = now + pauseMs; // this call is the probe
    },
    succeeded(scope) {
      scopes.delete(scope);
    },
    failed(scope) {
      const state = scopes.get(scope) ?? { failures: 0, closedUntil: 0 };
      state.failures += 1;
      if (state.failures >= failuresToOpen) state.closedUntil = deps.clock.now() + pauseMs;
      scopes.set(scope, state);
    },
  };
}
