import { emptySettings } from '#contract/settings/snapshot';
import { AppError } from '../domain/app-error.ts';
import { createBoundedMap } from '../domain/bounded-map.ts';
import type { TenantId } from '../domain/brands.ts';
import type { Snapshots } from '../domain/ports/snapshots.ts';
import type { ActiveRevision, SettingsStore } from '../domain/ports/stores/settings-store.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { assemble } from './assemble.ts';
import { deepFreeze } from './deep-freeze.ts';

const keptSnapshots = 2_000;

/**
 * The live settings of each tenant, read once per revision and kept frozen. It owns reading; writing is `apply.ts`.
 *
 * A snapshot is kept under the epoch and revision that the database calls live, never under what a caller asked for:
 * a caller may name a revision that was replaced a moment ago (it gets the newer one), or the live revision with the
 * epoch of a fresh installation in which nothing was activated yet.
 */
export function createSnapshots(deps: { storage: { readonly settings: SettingsStore }; maxEntries?: number }): Snapshots {
  const kept = createBoundedMap<Snapshot>(deps.maxEntries ?? keptSnapshots);
  const loading = new Map<string, Promise<Snapshot>>();

  async function load(tenant: TenantId, attemptsLeft: number): Promise<Snapshot> {
    const active = await deps.storage.settings.active(tenant);
    if (active === null) return empty(tenant);
    const key = keyOf(tenant, active.epoch, active.revision);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const assembled = assemble(active.parts, await deps.storage.settings.parts(tenant, active.parts));
    if (assembled.ok) {
      const { settings, secrets } = assembled;
      const snapshot = Object.freeze({ tenant, epoch: active.epoch, revision: active.revision, settings: deepFreeze(settings), secrets });
      kept.set(key, snapshot);
      return snapshot;
    }
    // Another activation may have swept the parts of this revision between the two reads; then it is not live any more.
    if (attemptsLeft > 0) return load(tenant, attemptsLeft - 1);
    throw unreadable(tenant, active, assembled.code);
  }

  function loadOnce(key: string, tenant: TenantId): Promise<Snapshot> {
    const under = loading.get(key);
    if (under !== undefined) return under;
    const started = load(tenant, 1).finally(() => loading.delete(key));
    loading.set(key, started);
    return started;
  }

  return {
    async at(tenant, epoch, revision) {
      if (revision === null) return empty(tenant, epoch);
      const key = keyOf(tenant, epoch, revision);
      return kept.get(key) ?? (await loadOnce(key, tenant));
    },
    live: (tenant) => load(tenant, 1),
  };
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
