import type { OnceStore } from '../../../domain/ports/stores/once-store.ts';
import { shortKey } from '../bytes.ts';
import type { Database } from '../schema.ts';
import { changedOne, statement } from '../statement.ts';
import type { Bench } from '../whole.ts';

export function createOnceStore(bench: Bench): OnceStore {
  return {
    consume: async (tenant, kind, key, expiresAt) =>
      changedOne(await consume(bench, { tenant, kind, key_hash: shortKey(key), expires_at: expiresAt })),
    async sweep(now) {
      const { numDeletedRows } = await bench.db.deleteFrom('consumed').where('expires_at', '<', now).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

const consume = statement((db, { tenant, kind, key_hash, expires_at }: Database['consumed']) =>
  db
    .insertInto('consumed')
    .values({ tenant, kind, key_hash, expires_at })
    .onConflict((conflict) => conflict.doNothing()),
);
