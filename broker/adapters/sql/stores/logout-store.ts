import type { EpochMs, TenantId } from '../../../domain/brands.ts';
import type { LogoutStore } from '../../../domain/ports/stores/logout-store.ts';
import { bytesOf } from '../bytes.ts';
import { statement } from '../statement.ts';
import type { Bench } from '../whole.ts';

export function createLogoutStore(bench: Bench): LogoutStore {
  const { db } = bench;
  return {
    async insert({ tenant, handle, keyHash, sealed, expiresAt }) {
      await db.insertInto('logout').values({ tenant, handle, key_hash: keyHash, sealed, expires_at: expiresAt }).execute();
    },
    async find(tenant, handle, keyHash, now) {
      const row = await db
        .selectFrom('logout')
        .select(['sealed', 'expires_at'])
        .where('tenant', '=', tenant)
        .where('handle', '=', handle)
        .where('key_hash', '=', keyHash)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row === undefined ? null : { tenant, handle, keyHash, sealed: bytesOf(row.sealed), expiresAt: row.expires_at };
    },
    async remove(tenant, handle) {
      const { numDeletedRows } = await db
        .deleteFrom('logout')
        .where('tenant', '=', tenant)
        .where('handle', '=', handle)
        .executeTakeFirstOrThrow();
      return numDeletedRows === 1n;
    },
    async noteEnd({ tenant, connection, marks, at, expiresAt }) {
      const rows = [...new Set(marks)].map((mark) => ({ tenant, connection, mark, at, expires_at: expiresAt }));
      if (rows.length === 0) return;
      await db
        .insertInto('upstream_end')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .columns(['tenant', 'connection', 'mark'])
            .doUpdateSet((set) => ({ at: set.ref('excluded.at'), expires_at: set.ref('excluded.expires_at') })),
        )
        .execute();
    },
    async lastEnd(tenant, connection, marks, now) {
      const [first] = marks;
      if (first === undefined || marks.length > 4) throw new RangeError('one to four marks');
      const [, second = first, third = first, fourth = first] = marks;
      const [row] = (await lastEnd(bench, { tenant, connection, first, second, third, fourth, now })).rows;
      return row?.at ?? null;
    },
    async sweep(now) {
      const ways = await db.deleteFrom('logout').where('expires_at', '<', now).executeTakeFirstOrThrow();
      const ends = await db.deleteFrom('upstream_end').where('expires_at', '<', now).executeTakeFirstOrThrow();
      return Number(ways.numDeletedRows + ends.numDeletedRows);
    },
  };
}

interface Sought {
  readonly tenant: TenantId;
  readonly connection: string;
  readonly first: string;
  readonly second: string;
  readonly third: string;
  readonly fourth: string;
  readonly now: EpochMs;
}

/** Every sign-in asks it. */
const lastEnd = statement((db, sought: Sought) =>
  db
    .selectFrom('upstream_end')
    .select('at')
    .where('tenant', '=', sought.tenant)
    .where('connection', '=', sought.connection)
    .where('mark', 'in', [sought.first, sought.second, sought.third, sought.fourth])
    .where('expires_at', '>', sought.now)
    .orderBy('at', 'desc')
    .limit(1),
);
