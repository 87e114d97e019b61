import type { ExpiryStore } from '../../../domain/ports/stores/expiry-store.ts';
import { type Bench, together } from '../whole.ts';

export function createExpiryStore(bench: Bench): ExpiryStore {
  const { db } = bench;
  return {
    replace: (tenant, items) =>
      together(bench, async (whole) => {
        const kept = new Set(items.map(({ kind, name }) => keyOf(kind, name)));
        const known = await whole.selectFrom('expiry').select(['kind', 'name']).where('tenant', '=', tenant).execute();
        for (const { kind, name } of known)
          if (!kept.has(keyOf(kind, name)))
            await whole.deleteFrom('expiry').where('tenant', '=', tenant).where('kind', '=', kind).where('name', '=', name).execute();
        for (const { kind, name, endsAt } of items)
          await whole
            .insertInto('expiry')
            .values({ tenant, kind, name, ends_at: endsAt, warned: null })
            .onConflict((conflict) =>
              conflict
                .columns(['tenant', 'kind', 'name'])
                .doUpdateSet({ ends_at: endsAt, warned: null })
                .where('expiry.ends_at', '!=', endsAt),
            )
            .execute();
      }),
    async warn(tenant, { kind, name, endsAt }, step) {
      const { numUpdatedRows } = await db
        .updateTable('expiry')
        .set({ warned: step })
        .where('tenant', '=', tenant)
        .where('kind', '=', kind)
        .where('name', '=', name)
        .where('ends_at', '=', endsAt)
        .where((row) => row.or([row('warned', 'is', null), row('warned', '>', step)]))
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async all() {
      const rows = await db.selectFrom('expiry').selectAll().orderBy('tenant').orderBy('kind').orderBy('name').execute();
      return rows.map(({ tenant, kind, name, ends_at: endsAt }) => ({ tenant, kind, name, endsAt }));
    },
  };
}

const keyOf = (kind: string, name: string) => JSON.stringify([kind, name]);
