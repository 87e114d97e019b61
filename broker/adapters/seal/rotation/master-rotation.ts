import type { KeyRotation } from '../../../domain/ports/key-rotation.ts';
import type { StoredPepper, StoredTenantKey } from '../../../domain/ports/stores/key-store.ts';
import { dataKeyPlace } from '../data-keys.ts';
import type { Wrapped, WrappedPlace } from '../master-keys.ts';
import { keepPeppers, pepperPlace } from '../peppers.ts';
import { isUnreadable, type RotationDeps } from './deps.ts';
import { createTally, type Tally } from './tally.ts';

export function createMasterRotation(deps: RotationDeps): Pick<KeyRotation, 'masterKeyUse' | 'rewrap'> {
  const { masterKeys, rotation, log } = deps;

  async function masterKeyUse() {
    const counts = await rotation.countByMasterKey();
    const wrappedBy = (id: string | null) =>
      counts.filter(({ masterKeyId }) => masterKeyId === id).reduce((sum, { dataKeys, peppers }) => sum + dataKeys + peppers, 0);
    const all = counts.reduce((sum, { dataKeys, peppers }) => sum + dataKeys + peppers, 0);
    const { presentId, alsoId } = masterKeys;
    const [byPresent, byAlso] = [wrappedBy(presentId), wrappedBy(alsoId)];
    return { presentId, alsoId, byPresent, byAlso, byOthers: all - byPresent - byAlso };
  }

  /** The same key under the present master key; null, and counted, when it cannot be opened. */
  function rewrapped<Row extends Wrapped>(row: Row, place: WrappedPlace, name: string, tally: Tally): { read: Row; next: Row } | null {
    try {
      return { read: row, next: { ...row, ...masterKeys.wrap(place, masterKeys.unwrap(place, row)) } };
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      tally.unreadable(`${name} of ${row.masterKeyId}`);
      return null;
    }
  }

  async function rewrapDataKeys(tally: Tally): Promise<void> {
    let last: StoredTenantKey | null = null;
    for (;;) {
      const batch: readonly StoredTenantKey[] = await rotation.dataKeysOfOthers(masterKeys.presentId, last);
      if (batch.length === 0) return;
      // As long as a data key names the old master key, its tenant's peppers can be made of that; afterwards nobody knows.
      await keepPeppers([...new Set(batch.map((row) => row.tenant))], deps);
      const changes = batch.flatMap((row) => {
        const change = rewrapped(row, dataKeyPlace(row), `tenant_key ${row.tenant} ${row.version}`, tally);
        return change === null ? [] : [change];
      });
      tally.batch(changes.length, await rotation.rewrapDataKeys(changes));
      last = batch.at(-1) ?? null;
    }
  }

  async function rewrapPeppers(tally: Tally): Promise<void> {
    let last: StoredPepper | null = null;
    for (;;) {
      const batch: readonly StoredPepper[] = await rotation.peppersOfOthers(masterKeys.presentId, last);
      if (batch.length === 0) return;
      const changes = batch.flatMap((row) => {
        const change = rewrapped(row, pepperPlace(row), `pepper ${row.tenant} ${row.purpose}`, tally);
        return change === null ? [] : [change];
      });
      tally.batch(changes.length, await rotation.rewrapPeppers(changes));
      last = batch.at(-1) ?? null;
    }
  }

  return {
    masterKeyUse,
    async rewrap(progress) {
      const { byAlso, byOthers } = await masterKeyUse();
      const tally = createTally(byAlso + byOthers, progress);
      await rewrapDataKeys(tally);
      await rewrapPeppers(tally);
      const result = tally.result();
      if (result.changed > 0) log.warn('keys.master_key_rotated', { count: result.changed });
      return result;
    },
  };
}
