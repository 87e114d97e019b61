import type { OnceStore } from '../../../domain/ports/stores/once-store.ts';
import { shortKey } from '../bytes.ts';
import type { Bench } from '../whole.ts';

export function createOnceStore({ db }: Bench): OnceStore {
  return {
    async consume(tenant, kind, key, expiresAt) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('consumed')
        .values({ tenant, kind, key_hash: shortKey(key), expires_at: expiresAt })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },
    async sweep(now) {
      const { numDeletedRows } = await db.deleteFrom('consumed').where('expires_at', '<', now).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}
