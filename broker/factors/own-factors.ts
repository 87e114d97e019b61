import type { Factor, FactorKind, OwnFactors } from '../domain/ports/factor.ts';
import type { Storage } from '../domain/ports/storage.ts';
import { type FactorSeal, labelOf } from './sealed-factor.ts';

/** What people and administrators do with factors that are there. */
export function createOwnFactors(deps: {
  storage: Pick<Storage, 'factors' | 'challenges' | 'browsers' | 'atomically'>;
  seal: FactorSeal;
  byKind: ReadonlyMap<FactorKind, Factor>;
}): OwnFactors {
  const { factors } = deps.storage;
  return {
    async list({ tenant, subject }) {
      const rows = (await factors.list(tenant, subject)).filter(({ state }) => state === 'active');
      return Promise.all(
        rows.map(async (row) => {
          const { id, kind, createdAt, lastUsedAt } = row;
          return { id, kind, label: (await deps.seal.open(row)).label, createdAt, lastUsedAt };
        }),
      );
    },
    async rename({ tenant, subject }, id, label) {
      const row = await factors.find(tenant, id);
      if (row === null || row.subject !== subject || row.state !== 'active') return false;
      const { label: before, data } = await deps.seal.open(row);
      return factors.reseal({ ...row, sealed: await deps.seal.seal(row, { label: labelOf(label, before), data }) });
    },
    async remove(at, id) {
      const row = await factors.find(at.tenant, id);
      if (row === null || row.subject !== at.subject) return false;
      // Whatever it is being asked for at this moment is void with it.
      const removed = await deps.storage.atomically(async (stores) => {
        await stores.challenges.endOpen(at.tenant, at.subject, row.kind);
        if (!(await stores.factors.remove(at.tenant, at.subject, id))) return false;
        // Recovery codes stand in for a factor that is there: the next one comes with codes of its own.
        const rest = await stores.factors.list(at.tenant, at.subject);
        if (!rest.some(({ kind, state }) => state === 'active' && kind !== 'temporary-pass'))
          await stores.factors.replaceRecoveryCodes(at.tenant, at.subject, []);
        return true;
      });
      if (removed) await deps.byKind.get(row.kind)?.afterRemoval?.(at, row);
      return removed;
    },
    async removeAll(at) {
      const rows = await factors.list(at.tenant, at.subject);
      const count = await deps.storage.atomically(async (stores) => {
        await stores.challenges.endOpen(at.tenant, at.subject, null);
        await stores.browsers.removeAll(at.tenant, at.subject);
        await stores.factors.replaceRecoveryCodes(at.tenant, at.subject, []);
        await stores.factors.clearFailures(at.tenant, at.subject);
        return stores.factors.removeAll(at.tenant, at.subject);
      });
      for (const row of rows) await deps.byKind.get(row.kind)?.afterRemoval?.(at, row);
      return count;
    },
  };
}
