import { type Kysely, type Selectable, sql } from 'kysely';
import type { TenantId } from '../../../domain/brands.ts';
import type { Watched, WatchStore } from '../../../domain/ports/stores/watch-store.ts';
import type { Database } from '../schema.ts';
import { allOrNothing, type Bench } from '../whole.ts';

export function createWatchStore(bench: Bench): WatchStore {
  const { db } = bench;

  /** Writes one row and, where brokers must know, counts up; both or neither. */
  const written = (tenant: TenantId, live: boolean, write: (whole: Kysely<Database>) => Promise<boolean>) =>
    allOrNothing(bench, async (whole) => {
      if (!(await write(whole))) return false;
      if (live) await whole.updateTable('tenant').set({ overlay: sql<number>`overlay + 1` }).where('id', '=', tenant).execute();
      return true;
    });

  return {
    async find(tenant, kind, name) {
      const row = await db
        .selectFrom('watched')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('kind', '=', kind)
        .where('name', '=', name)
        .executeTakeFirst();
      return row === undefined ? null : watchedOf(row);
    },
    async list(tenant) {
      const rows = await db.selectFrom('watched').selectAll().where('tenant', '=', tenant).orderBy('kind').orderBy('name').execute();
      return rows.map(watchedOf);
    },
    save: ({ tenant, kind, name, version, nextAt, state }, { live }) =>
      written(tenant, live, async (whole) => {
        const values = { version: version + 1, next_at: nextAt, state: JSON.stringify(state) };
        if (version === 0) {
          const { numInsertedOrUpdatedRows } = await whole
            .insertInto('watched')
            .values({ tenant, kind, name, ...values })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirstOrThrow();
          return numInsertedOrUpdatedRows === 1n;
        }
        const { numUpdatedRows } = await whole
          .updateTable('watched')
          .set(values)
          .where('tenant', '=', tenant)
          .where('kind', '=', kind)
          .where('name', '=', name)
          .where('version', '=', version)
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),
    remove: ({ tenant, kind, name, version }, { live }) =>
      written(tenant, live, async (whole) => {
        const { numDeletedRows } = await whole
          .deleteFrom('watched')
          .where('tenant', '=', tenant)
          .where('kind', '=', kind)
          .where('name', '=', name)
          .where('version', '=', version)
          .executeTakeFirstOrThrow();
        return numDeletedRows === 1n;
      }),
    async overlay(tenant) {
      const rows = await db
        .selectFrom('tenant')
        .leftJoin('watched', (join) => join.onRef('watched.tenant', '=', 'tenant.id'))
        .select(['tenant.overlay', 'watched.kind', 'watched.name', 'watched.state'])
        .where('tenant.id', '=', tenant)
        .execute();
      const found = rows.flatMap(({ kind, name, state }) =>
        kind === null || name === null || state === null ? [] : [{ kind, name, state: parsed(state) }],
      );
      return { overlay: rows[0]?.overlay ?? 0, rows: found };
    },
    async due(now, limit) {
      const watched = db.selectFrom('watched').select('tenant').where('next_at', '<=', now);
      const unseen = db
        .selectFrom('settings_active as live')
        .leftJoin('settings_seen as seen', (join) =>
          join.onRef('seen.tenant', '=', 'live.tenant').onRef('seen.epoch', '=', 'live.epoch').onRef('seen.revision', '=', 'live.revision'),
        )
        .select('live.tenant as tenant')
        .where('seen.tenant', 'is', null);
      const rows = await db
        .selectFrom('tenant')
        .select('id')
        .where('status', '=', 'active')
        .where('id', 'in', watched.union(unseen))
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
    async noteSeen(tenant, epoch, revision) {
      await db
        .insertInto('settings_seen')
        .values({ tenant, epoch, revision })
        .onConflict((conflict) => conflict.column('tenant').doUpdateSet({ epoch, revision }))
        .execute();
    },
  };
}

function watchedOf({ tenant, kind, name, version, next_at: nextAt, state }: Selectable<Database['watched']>): Watched {
  return { tenant, kind, name, version, nextAt, state: parsed(state) };
}

function parsed(state: string): unknown {
  return JSON.parse(state);
}
