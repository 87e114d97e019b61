import type { LogoutStore } from '../../../domain/ports/stores/logout-store.ts';
import { bytesOf } from '../bytes.ts';
import type { Bench } from '../whole.ts';

export function createLogoutStore({ db }: Bench): LogoutStore {
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
    async sweep(now) {
      const { numDeletedRows } = await db.deleteFrom('logout').where('expires_at', '<', now).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}
