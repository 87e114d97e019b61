import { createBoundedMap } from '../../domain/bounded-map.ts';
import type { EpochMs, TenantId } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Secret } from '../../domain/secret.ts';

/** A Forge app token is good for at least 55 minutes; five are kept back for the calls that begin with it. */
const goodForMs = 50 * 60_000;

/** More tenants than one process serves; a token that had to go comes back with the next scheduled call. */
const keptTenants = 50_000;

interface AppToken {
  readonly token: Secret;
  readonly apiBaseUrl: string;
}

/** The latest app token of each tenant, in memory only: every scheduled call brings a new one. */
export function createAppTokens(deps: { clock: Clock }) {
  const tokens = createBoundedMap<AppToken & { readonly at: EpochMs }>(keptTenants);
  return {
    remember(tenant: TenantId, token: Secret, apiBaseUrl: string): void {
      tokens.set(tenant, { token, apiBaseUrl, at: deps.clock.now() });
    },
    find(tenant: TenantId): AppToken | null {
      const known = tokens.get(tenant);
      if (known && deps.clock.now() - known.at < goodForMs) return known;
      tokens.delete(tenant);
      return null;
    },
  };
}
