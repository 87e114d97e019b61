import { sql } from 'kysely';
import type { RateStore } from '../../../domain/ports/stores/rate-store.ts';
import { shortKey } from '../bytes.ts';
import { statement } from '../statement.ts';
import { type Bench, together } from '../whole.ts';

export function createRateStore(bench: Bench): RateStore {
  return {
    async hit(key, windowMs, now, events = 1) {
      const start = windowStart(windowMs, now);
      const { rows } = await hit(bench, { hash: shortKey(key), windowMs, start, end: start + windowMs, events });
      const [counted] = rows;
      if (counted === undefined) throw new Error('a hit that was not counted');
      return counted.hits;
    },
    async giveBack(key, windowMs, now) {
      await giveBack(bench, { hash: shortKey(key), windowMs, start: windowStart(windowMs, now) });
    },
    async hits(key, windowMs, now) {
      const [row] = (await hits(bench, { hash: shortKey(key), windowMs, start: windowStart(windowMs, now) })).rows;
      return row?.hits ?? 0;
    },
    async hitInRow(key, { keepMs, pauseMs }, now) {
      const hash = shortKey(key);
      return together(bench, async (whole) => {
        const inside = { ...bench, db: whole };
        const [counted] = (await hitInRow(inside, { hash, now, end: now + keepMs })).rows;
        if (counted === undefined) return null;
        // The row is ours until the transaction ends.
        const earned = pauseMs?.(counted.hits) ?? 0;
        if (earned > 0) await pause(inside, { hash, until: now + earned });
        return counted.hits;
      });
    },
    async inRow(key, now) {
      const [row] = (await inRow(bench, { hash: shortKey(key), now })).rows;
      return { count: row?.hits ?? 0, pausedUntil: row?.window_start ?? 0 };
    },
    async endRow(key) {
      await endRow(bench, { hash: shortKey(key) });
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
const hit = statement((db, at: Window & { readonly end: number; readonly events: number }) =>
  db
    .insertInto('rate')
    .values({ key_hash: at.hash, window_ms: at.windowMs, window_start: at.start, hits: at.events, expires_at: at.end })
    .onConflict((conflict) =>
      conflict.columns(['key_hash', 'window_ms']).doUpdateSet({
        hits: sql<number>`case when excluded.window_start > rate.window_start then excluded.hits else rate.hits + excluded.hits end`,
        window_start: sql<number>`case when excluded.window_start > rate.window_start then excluded.window_start else rate.window_start end`,
        expires_at: sql<number>`case when excluded.expires_at > rate.expires_at then excluded.expires_at else rate.expires_at end`,
      }),
    )
    .returning('hits'),
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

const hits = statement((db, at: Window) =>
  db
    .selectFrom('rate')
    .select('hits')
    .where('key_hash', '=', at.hash)
    .where('window_ms', '=', at.windowMs)
    .where('window_start', '>=', at.start),
);

// What is counted in a row has no window: 0 stands for its length, and in place of its start, until when it pauses.
const hitInRow = statement((db, at: { readonly hash: Window['hash']; readonly now: number; readonly end: number }) =>
  db
    .insertInto('rate')
    .values({ key_hash: at.hash, window_ms: 0, window_start: 0, hits: 1, expires_at: at.end })
    .onConflict((conflict) =>
      conflict
        .columns(['key_hash', 'window_ms'])
        .doUpdateSet({
          hits: sql<number>`case when rate.expires_at <= ${at.now} then 1 else rate.hits + 1 end`,
          expires_at: sql<number>`case when excluded.expires_at > rate.expires_at then excluded.expires_at else rate.expires_at end`,
        })
        .where('rate.window_start', '<=', at.now),
    )
    .returning('hits'),
);

const pause = statement((db, at: { readonly hash: Window['hash']; readonly until: number }) =>
  db.updateTable('rate').set({ window_start: at.until }).where('key_hash', '=', at.hash).where('window_ms', '=', 0),
);

const inRow = statement((db, at: { readonly hash: Window['hash']; readonly now: number }) =>
  db
    .selectFrom('rate')
    .select(['hits', 'window_start'])
    .where('key_hash', '=', at.hash)
    .where('window_ms', '=', 0)
    .where('expires_at', '>', at.now),
);

const endRow = statement((db, at: Pick<Window, 'hash'>) =>
  db.deleteFrom('rate').where('key_hash', '=', at.hash).where('window_ms', '=', 0),
);
