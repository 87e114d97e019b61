import { sql } from 'kysely';
import type { RateStore } from '../../../domain/ports/stores/rate-store.ts';
import { shortKey } from '../bytes.ts';
import { statement } from '../statement.ts';
import type { Bench } from '../whole.ts';

export function createRateStore(bench: Bench): RateStore {
  return {
    async hit(key, windowMs, now) {
      const start = windowStart(windowMs, now);
      const { rows } = await hit(bench, { hash: shortKey(key), windowMs, start, end: start + windowMs });
      const [counted] = rows;
      if (counted === undefined) throw new Error('a hit that was not counted');
      return counted.hits;
    },
    async count(key, windowMs, at) {
      const { rows } = await count(bench, { hash: shortKey(key), windowMs, start: windowStart(windowMs, at) });
      return rows[0]?.hits ?? 0;
    },
    async giveBack(key, windowMs, now) {
      await giveBack(bench, { hash: shortKey(key), windowMs, start: windowStart(windowMs, now) });
    },
    async sweep(now) {
      const { numDeletedRows } = await bench.db.deleteFrom('rate').where('expires_at', '<', now).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function windowStart(windowMs: number, now: number): number {
  return Math.floor(now / windowMs) * windowMs;
}

interface Window {
  readonly hash: ReturnType<typeof shortKey>;
  readonly windowMs: number;
  readonly start: number;
}

// A broker whose clock lags counts into the later window instead of emptying it.
const hit = statement((db, at: Window & { readonly end: number }) =>
  db
    .insertInto('rate')
    .values({ key_hash: at.hash, window_ms: at.windowMs, window_start: at.start, hits: 1, expires_at: at.end })
    .onConflict((conflict) =>
      conflict.columns(['key_hash', 'window_ms']).doUpdateSet({
        hits: sql<number>`case when excluded.window_start > rate.window_start then 1 else rate.hits + 1 end`,
        window_start: sql<number>`case when excluded.window_start > rate.window_start then excluded.window_start else rate.window_start end`,
        expires_at: sql<number>`case when excluded.expires_at > rate.expires_at then excluded.expires_at else rate.expires_at end`,
      }),
    )
    .returning('hits'),
);

const count = statement((db, at: Window) =>
  db
    .selectFrom('rate')
    .select('hits')
    .where('key_hash', '=', at.hash)
    .where('window_ms', '=', at.windowMs)
    .where('window_start', '=', at.start),
);

const giveBack = statement((db, at: Window) =>
  db
    .updateTable('rate')
    .set({ hits: sql<number>`rate.hits - 1` })
    .where('key_hash', '=', at.hash)
    .where('window_ms', '=', at.windowMs)
    .where('window_start', '=', at.start)
    .where('hits', '>', 0),
);
