import type { EpochMs, TenantId } from '../../../domain/brands.ts';
import type { KeyRotation } from '../../../domain/ports/key-rotation.ts';
import type { StoredTenantKey } from '../../../domain/ports/stores/key-store.ts';
import type { SealedColumn, SealedValue } from '../../../domain/ports/stores/rotation-store.ts';
import type { Place } from '../../../domain/ports/vault.ts';
import { type DataKey, dataKeyCacheMs, freshDataKey } from '../data-keys.ts';
import { headOf, openEnvelope, sealEnvelope, versionOf } from '../envelope.ts';
import { keepPeppers } from '../peppers.ts';
import { dataKeyOf, isUnreadable, type RotationDeps } from './deps.ts';
import { createTally, type Tally } from './tally.ts';

/**
 * The old version stays this long: brokers seal under it until their caches end, and what they sealed last may be a
 * sign-in that its browser carries for ten minutes. The rest is for clocks that differ.
 */
const settledAfterMs = dataKeyCacheMs + 10 * 60_000 + 5 * 60_000;

export function createDataRotation(deps: RotationDeps): Pick<KeyRotation, 'beginData' | 'reseal' | 'endData'> {
  const { keys, rotation, random, clock, log } = deps;
  const settledAt = (newest: StoredTenantKey): EpochMs => newest.createdAt + settledAfterMs;

  async function resealColumn(tenant: TenantId, at: SealedColumn, versions: ReadonlyMap<number, DataKey>, newest: DataKey, tally: Tally) {
    let last: string | null = null;
    for (;;) {
      const batch: readonly SealedValue[] = await rotation.sealedBefore(tenant, at, headOf(newest.version), last);
      if (batch.length === 0) return;
      const changes = batch.flatMap((read) => {
        const next = resealed({ tenant, table: at.table, row: read.row, column: at.column }, read.sealed, versions, newest);
        if (next === null) tally.unreadable(`${at.table}.${at.column} ${read.row}`);
        return next === null ? [] : [{ read, next }];
      });
      tally.batch(changes.length, await rotation.reseal(tenant, at, changes));
      last = batch.at(-1)?.row ?? null;
    }
  }

  function resealed(place: Place, sealed: Uint8Array, versions: ReadonlyMap<number, DataKey>, newest: DataKey): Uint8Array | null {
    try {
      const old = versions.get(versionOf(place, sealed));
      return old === undefined ? null : sealEnvelope(newest, random, place, openEnvelope(old, place, sealed));
    } catch (error) {
      if (isUnreadable(error)) return null;
      throw error;
    }
  }

  return {
    async beginData(tenant) {
      const versions = await keys.list(tenant);
      const newest = versions.at(-1);
      if (newest === undefined) return { kind: 'none', version: 0, settledAt: clock.now() };
      if (versions.length > 1) return { kind: 'under-way', version: newest.version, settledAt: settledAt(newest) };
      // The oldest version tells where the peppers come from, and it will be destroyed.
      await keepPeppers([tenant], deps);
      const next = freshDataKey(tenant, newest.version + 1, deps);
      const won = await keys.insert(next);
      if (won) log.warn('keys.data_rotation_begun', { tenant, revision: next.version });
      return { kind: won ? 'begun' : 'under-way', version: next.version, settledAt: settledAt(next) };
    },

    async reseal(tenant, progress) {
      const versions = new Map((await keys.list(tenant)).map((row) => [row.version, dataKeyOf(row, deps)]));
      const newest = versions.get(Math.max(...versions.keys()));
      if (newest === undefined) return { changed: 0, passed: 0, unreadable: [] };
      const tally = createTally(await rotation.countSealedBefore(tenant, headOf(newest.version)), progress);
      for (const at of rotation.sealedColumns) await resealColumn(tenant, at, versions, newest, tally);
      return tally.result();
    },

    async endData(tenant) {
      const versions = await keys.list(tenant);
      const newest = versions.at(-1);
      if (newest === undefined || versions.length === 1) return { destroyed: 0, left: 0, needed: 0 };
      const head = headOf(newest.version);
      const destroyed = clock.now() < settledAt(newest) ? 0 : await rotation.destroyDataKeysBelow(tenant, newest.version, head);
      if (destroyed > 0) log.warn('keys.data_keys_destroyed', { tenant, count: destroyed });
      const left = destroyed > 0 ? 0 : versions.length - 1;
      return { destroyed, left, needed: left === 0 ? 0 : await rotation.countSealedBefore(tenant, head) };
    },
  };
}
