/** What administrators see and decide of what brokers do by themselves. It shows and decides; the jobs do. */
import type { DomainProofStatus } from '#contract/rpc/lifecycle';
import type { Connection } from '#contract/settings/connection';
import type { SamlConnection } from '#contract/settings/connections/saml';
import { AppError } from '../domain/app-error.ts';
import { expiringItems } from '../domain/expiring-items.ts';
import { daysLeft, severityOf } from '../domain/expiry.ts';
import { approved, dismissed } from '../domain/metadata/decide.ts';
import { isWatched, type MetadataState, stateFor } from '../domain/metadata/state.ts';
import { statusOf } from '../domain/metadata/status.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { KeyRotation } from '../domain/ports/key-rotation.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Snapshots } from '../domain/ports/snapshots.ts';
import type { Watched, WatchStore } from '../domain/ports/stores/watch-store.ts';
import type { Upkeep } from '../domain/ports/upkeep.ts';
import type { Tenant } from '../domain/tenant.ts';
import { domainStatuses } from './domain-proof.ts';
import type { MetadataWatch } from './metadata/watch.ts';

export function createUpkeep(deps: {
  watched: WatchStore;
  snapshots: Snapshots;
  watch: MetadataWatch;
  keyRotation: Pick<KeyRotation, 'list'>;
  clock: Clock;
  log: Log;
}): Upkeep {
  const { watched, snapshots, watch, keyRotation, clock, log } = deps;

  async function connectionOf(tenant: Tenant, id: string): Promise<Connection> {
    const { settings } = await snapshots.live(tenant.id);
    const connection = settings.connections.find((each) => each.id === id);
    if (connection === undefined) throw new AppError('connection_unknown', { details: { connection: id } });
    return connection;
  }

  async function samlOf(tenant: Tenant, id: string): Promise<SamlConnection> {
    const connection = await connectionOf(tenant, id);
    if (connection.protocol !== 'saml') throw new AppError('metadata_not_watched', { details: { connection: id } });
    return connection;
  }

  return {
    async list(tenant) {
      const now = clock.now();
      const { settings } = await snapshots.live(tenant.id);
      const rows = await watched.list(tenant.id);
      const { signing } = await keyRotation.list(tenant.id);
      const metadata = settings.connections.filter(isWatched).map((connection) => {
        const row = rowOf(rows, connection);
        return statusOf(connection, stateFor(connection, row?.state), row?.nextAt ?? now);
      });
      const expiring = expiringItems(settings, statesOf(settings.connections, rows), signing, now).toSorted((a, b) => a.endsAt - b.endsAt);
      const domains: DomainProofStatus[] = domainStatuses(tenant.id, settings.connections, rows);
      return {
        metadata,
        expiring: expiring.map((item) => ({ ...item, daysLeft: daysLeft(item.endsAt, now), severity: severityOf(item.endsAt, now) })),
        domains,
      };
    },
    refresh: async (tenant, id) => watch.refresh(tenant.id, await connectionOf(tenant, id)),
    async approve(tenant, id, digest, by) {
      const connection = await samlOf(tenant, id);
      const status = await watch.change(tenant.id, connection, (state) => approved(connection, state, digest, by, clock.now()));
      log.warn('metadata.approved', { tenant: tenant.id, connection: id });
      return status;
    },
    async dismiss(tenant, id, digest) {
      const connection = await samlOf(tenant, id);
      const status = await watch.change(tenant.id, connection, (state) => dismissed(connection, state, digest));
      log.warn('metadata.dismissed', { tenant: tenant.id, connection: id });
      return status;
    },
  };
}

/** What is known of each connection that is looked at. */
export function statesOf(connections: readonly Connection[], rows: readonly Watched[]): ReadonlyMap<string, MetadataState> {
  return new Map(connections.filter(isWatched).map((connection) => [connection.id, stateFor(connection, rowOf(rows, connection)?.state)]));
}

function rowOf(rows: readonly Watched[], { id }: Connection): Watched | undefined {
  return rows.find(({ kind, name }) => kind === 'metadata' && name === id);
}
