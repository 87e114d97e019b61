import type { Connection } from '#contract/settings/connection';
import { provenDomains, withProvenDomains } from './domain-proof.ts';
import { effectiveConnection, overlayOf } from './metadata/effective.ts';
import { readState } from './metadata/state.ts';
import type { Watched } from './ports/stores/watch-store.ts';

/**
 * How brokers run a connection of the settings: with what was taken over from its provider, and with those of its domains that
 * count. `rows` is everything that lies over the settings of the tenant.
 */
export function asRun(rows: readonly Pick<Watched, 'kind' | 'name' | 'state'>[]): (connection: Connection) => Connection {
  const states = new Map(rows.flatMap(({ kind, name, state }) => (kind === 'metadata' ? [[name, readState(state)] as const] : [])));
  const proven = provenDomains(rows.filter(({ kind }) => kind === 'domain'));
  return (connection) => {
    const state = states.get(connection.id) ?? null;
    return withProvenDomains(effectiveConnection(connection, state && overlayOf(state)), proven);
  };
}
