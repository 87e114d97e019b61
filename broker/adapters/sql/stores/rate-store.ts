import { sql } from 'kysely';
import type { RateStore } from '../../../domain/ports/stores/rate-store.ts';
import { shortKey } from '../bytes.ts';
import type { Bench } from '../whole.ts';

export function createRateStore({ db }: Bench): RateStore {
  return {
    async hit(key, windowMs, now) {
      const start = Math.floor(now / windowMs) * windowMs;
      // A broker whose clock lags counts into the later window instead of emptying it.
      const { hits } = await db
        .insertInto('rate')
        .values({ key_hash: shortKey(key), window_ms: windowMs, window_start: start, hits: 1, expires_at: start + windowMs })
        .onConflict((conflict) =>
          conflict.columns(['key_hash', 'window_ms']).doUpdateSet({
            hits: sql<number>`case when excluded.window_start > rate.window_start then 1 else rate.hits + 1 end`,
            window_start: sql<number>`case when excluded.window_start > rate.window_start then excluded.window_start else rate.window_start end`,
            expires_at: sql<number>`case when excluded.expires_at > rate.expires_at then excluded.expires_at else rate.expires_at end`,
          }),
        )
        .returning('hits')
        .executeTakeFirstOrThrow();
      return hits;
    },
    async giveBack(key, windowMs, now) {
      await db
        .updateTable('rate')
        .set({ hits: sql<number>`rate.hits - 1` })
        .where('key_hash', '=', shortKey(key))
        .where('window_ms', '=', windowMs)
        .where('window_start', '=', Math.floor(now / windowMs) * windowMs)
        .where('hits', '>', 0)
        .execute();
    },
    async sweep(now) {
      const { numDeletedRows } = await db.deleteFrom('rate').where('expires_at', '<', now).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}
