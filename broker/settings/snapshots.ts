import { emptySettings } from '#contract/settings/snapshot';
import { AppError } from '../domain/app-error.ts';
import { createBoundedMap } from '../domain/bounded-map.ts';
import type { TenantId } from '../domain/brands.ts';
import type { Snapshots } from '../domain/ports/snapshots.ts';
import type { ActiveRevision, SettingsStore } from '../domain/ports/stores/settings-store.ts';
import type { Watched, WatchStore } from '../domain/ports/stores/watch-store.ts';
import { asRun } from '../domain/run-connection.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { assemble } from './assemble.ts';
import { deepFreeze } from './deep-freeze.ts';

const keptSnapshots = 2_000;

/** A revision as it was activated, and as it is run with one overlay. */
interface Kept {
  readonly activated: Snapshot;
  readonly overlay: number;
  readonly run: Snapshot;
}

/**
 * The live settings of each tenant, read once per revision and kept frozen. It owns reading; writing is `apply.ts`.
 *
 * A snapshot is kept under the epoch and revision that the database calls live, never under what a caller asked for:
 * a caller may name a revision that was replaced a moment ago (it gets the newer one), or the live revision with the
 * epoch of a fresh installation in which nothing was activated yet. What was taken over from providers has a number of its
 * own, which only rises; it is read in one statement with its rows, so that no number stands for older rows.
 */
export function createSnapshots(deps: {
  storage: { readonly settings: SettingsStore; readonly watched: Pick<WatchStore, 'overlay'> };
  maxEntries?: number;
}): Snapshots {
  const kept = createBoundedMap<Kept>(deps.maxEntries ?? keptSnapshots);
  const loading = new Map<string, Promise<Snapshot>>();

  async function activated(tenant: TenantId, attemptsLeft: number): Promise<Snapshot> {
    const active = await deps.storage.settings.active(tenant);
    if (active === null) return empty(tenant);
    const known = kept.get(keyOf(tenant, active.epoch, active.revision));
    if (known !== undefined) return known.activated;
    const assembled = assemble(active.parts, await deps.storage.settings.parts(tenant, active.parts));
    if (assembled.ok) {
      const { settings, secrets } = assembled;
      return Object.freeze({ tenant, epoch: active.epoch, revision: active.revision, settings: deepFreeze(settings), secrets });
    }
    // Another activation may have swept the parts of this revision between the two reads; then it is not live any more.
    if (attemptsLeft > 0) return activated(tenant, attemptsLeft - 1);
    throw unreadable(tenant, active, assembled.code);
  }

  async function load(tenant: TenantId): Promise<Snapshot> {
    const snapshot = await activated(tenant, 1);
    const { epoch, revision } = snapshot;
    if (revision === null) return snapshot;
    const { overlay, rows } = await deps.storage.watched.overlay(tenant);
    const run = withOverlay(snapshot, rows);
    kept.set(keyOf(tenant, epoch, revision), { activated: snapshot, overlay, run });
    return run;
  }

  function loadOnce(key: string, tenant: TenantId): Promise<Snapshot> {
    const under = loading.get(key);
    if (under !== undefined) return under;
    const started = load(tenant).finally(() => loading.delete(key));
    loading.set(key, started);
    return started;
  }

  return {
    async at(tenant, epoch, revision, overlay) {
      if (revision === null) return empty(tenant, epoch);
      const known = kept.get(keyOf(tenant, epoch, revision));
      if (known !== undefined && known.overlay >= overlay) return known.run;
      // Whoever saw a higher number must not be given what was read before it rose.
      return loadOnce(JSON.stringify([tenant, epoch, revision, overlay]), tenant);
    },
    live: (tenant) => activated(tenant, 1),
  };
}

/** The same settings where nothing lies over them, so that most tenants have each snapshot once. */
function withOverlay(snapshot: Snapshot, rows: readonly Pick<Watched, 'kind' | 'name' | 'state'>[]): Snapshot {
  const before = snapshot.settings.connections;
  const connections = before.map(asRun(rows));
  if (connections.every((connection, index) => connection === before[index])) return snapshot;
  return Object.freeze({ ...snapshot, settings: deepFreeze({ ...snapshot.settings, connections }) });
}

function empty(tenant: TenantId, epoch = 1): Snapshot {
  return Object.freeze({ tenant, epoch, revision: null, settings: deepFreeze(structuredClone(emptySettings)), secrets: new Map() });
}

function keyOf(tenant: TenantId, epoch: number, revision: number): string {
  return JSON.stringify([tenant, epoch, revision]);
}

function unreadable(tenant: TenantId, active: ActiveRevision, because: string): AppError {
  return new AppError('internal', { details: { tenant, epoch: active.epoch, revision: active.revision, because } });
}
