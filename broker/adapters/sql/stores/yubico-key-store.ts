import type { YubicoKeyStore } from '../../../domain/ports/stores/yubico-key-store.ts';
import type { Bench } from '../whole.ts';

export function createYubicoKeyStore({ db }: Pick<Bench, 'db'>): YubicoKeyStore {
  return {
    async find(tenant, mark) {
      const row = await db
        .selectFrom('yubico_key as key')
        .leftJoin('mfa_factor as holder', (join) => join.onRef('holder.tenant', '=', 'key.tenant').onRef('holder.id', '=', 'key.factor'))
        .selectAll('key')
        .select('holder.id as holder')
        .where('key.tenant', '=', tenant)
        .where('key.mark', '=', mark)
        .executeTakeFirst();
      if (row === undefined) return null;
      const { holder, ...key } = row;
      return { ...key, isHeld: holder !== null };
    },
    async claim({ tenant, mark, factor, position }, seen) {
      if (seen === null) {
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('yubico_key')
          .values({ tenant, mark, factor, position })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows === 1n;
      }
      const { numUpdatedRows } = await db
        .updateTable('yubico_key')
        .set({ factor, position: Math.max(position, seen.position) })
        .where('tenant', '=', tenant)
        .where('mark', '=', mark)
        .where('factor', '=', seen.factor)
        .where('position', '=', seen.position)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async advance({ tenant, mark, factor, position }) {
      const { numUpdatedRows } = await db
        .updateTable('yubico_key')
        .set({ position })
        .where('tenant', '=', tenant)
        .where('mark', '=', mark)
        .where('factor', '=', factor)
        .where('position', '<', position)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
  };
}
