import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { CaptureId, TenantId } from '../../../broker/domain/brands.ts';
import { createSweeper } from '../../../broker/jobs/sweeper.ts';
import { brand } from '../../support/builders/brand.ts';
import { aStoredTrace } from '../../support/builders/stored-trace.ts';
import { aStoredTransaction } from '../../support/builders/stored-transaction.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';

const clock = createFakeClock();
let storage: TestStorage;
let lines: { event: string; fields: unknown }[];

const log = {
  info: (event: string, fields?: unknown) => void lines.push({ event, fields }),
  warn: (event: string, fields?: unknown) => void lines.push({ event, fields }),
  error: (event: string, fields?: unknown) => void lines.push({ event, fields }),
};

beforeEach(async () => {
  lines = [];
  storage = await openTestStorage({ clock });
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
});
afterEach(async () => {
  jest.useRealTimers();
  await storage.close();
});

describe('the sweeper', () => {
  test('removes what has expired, a minute after it was started and every minute from then on', async () => {
    const sweeper = createSweeper({ storage, clock, log });
    await storage.logins.insert(aStoredTransaction({ id: brand('old'), expiresAt: clock.now() - 1 }));
    await storage.logins.insert(aStoredTransaction({ id: brand('new'), expiresAt: clock.now() + 1 }));
    sweeper.start();
    sweeper.start();
    jest.advanceTimersByTime(59_999);
    expect(await storage.logins.find(brand('t1'), brand('old'))).not.toBeNull();
    jest.advanceTimersByTime(1);
    await sweeper.stop();
    expect(await storage.logins.find(brand('t1'), brand('old'))).toBeNull();
    expect(await storage.logins.find(brand('t1'), brand('new'))).not.toBeNull();
    expect(lines).toEqual([{ event: 'sweep.done', fields: { purpose: 'logins', count: 1 } }]);
  });

  test('forgets no store that has something to sweep', async () => {
    const swept = new Set<string>();
    const names: string[] = [];
    const watched = new Proxy(storage, {
      get(target, name: string) {
        const store: unknown = Reflect.get(target, name);
        if (typeof store !== 'object' || store === null || !('sweep' in store)) return store;
        return new Proxy(store, {
          get(inner, member) {
            if (member !== 'sweep') return Reflect.get(inner, member);
            return async () => {
              swept.add(name);
              return 0;
            };
          },
        });
      },
    });
    for (const name of Object.keys(storage)) {
      const store: unknown = Reflect.get(storage, name);
      if (typeof store === 'object' && store !== null && 'sweep' in store) names.push(name);
    }
    const sweeper = createSweeper({ storage: watched, clock, log });
    sweeper.start();
    jest.advanceTimersByTime(60_000);
    await sweeper.stop();
    expect(names).toEqual(expect.arrayContaining(['logins', 'challenges', 'browsers', 'seenPlaces']));
    expect([...swept].toSorted()).toEqual(names.toSorted());
  });

  test('keeps traces for thirty days', async () => {
    const sweeper = createSweeper({ storage, clock, log });
    const day = 24 * 3_600_000;
    const row = aStoredTrace({ tenant: brand<TenantId>('t1') });
    await storage.traces.insert({ ...row, supportCode: 'old', at: clock.now() - 30 * day - 1 });
    await storage.traces.insert({ ...row, supportCode: 'young', at: clock.now() - 30 * day });
    sweeper.start();
    jest.advanceTimersByTime(60_000);
    await sweeper.stop();
    expect([await storage.traces.find(row.tenant, 'old'), (await storage.traces.find(row.tenant, 'young'))?.supportCode]).toEqual([
      null,
      'young',
    ]);
  });

  test('keeps the messages of a capture for a day', async () => {
    const sweeper = createSweeper({ storage, clock, log });
    const hour = 3_600_000;
    const at = clock.now() - 24 * hour;
    const capture = { tenant: brand<TenantId>('t1'), id: brand<CaptureId>('c1'), connection: 'okta', startedBy: 'admin' };
    await storage.captures.start({ ...capture, startedAt: at - 2, endsAt: at + hour });
    for (const [id, when] of [
      ['old', at - 1],
      ['young', at],
    ] as const) {
      const { tenant, connection } = capture;
      await storage.captures.keep({ tenant, id, capture: capture.id, connection, at: when, code: 'proven', sealed: new Uint8Array(1) }, 50);
    }
    sweeper.start();
    jest.advanceTimersByTime(60_000);
    await sweeper.stop();
    expect((await storage.captures.list(capture.tenant, 'okta')).map(({ id }) => id)).toEqual(['young']);
  });

  test('goes on with the others when one fails, and tries again a minute later', async () => {
    const failing = { ...storage, logins: { ...storage.logins, sweep: () => Promise.reject(new Error('away')) } };
    await storage.once.consume(brand('t1'), 'test', 'a', clock.now() - 1);
    const sweeper = createSweeper({ storage: failing, clock, log });
    sweeper.start();
    jest.advanceTimersByTime(60_000);
    await sweeper.stop();
    expect(lines).toEqual([
      { event: 'sweep.failed', fields: { purpose: 'logins', error: expect.any(Error) } },
      { event: 'sweep.done', fields: { purpose: 'once', count: 1 } },
    ]);
    sweeper.start();
    jest.advanceTimersByTime(60_000);
    await sweeper.stop();
    expect(lines.filter(({ event }) => event === 'sweep.failed').length).toBe(2);
  });

  test('does not start a second sweep while one is under way', async () => {
    let started = 0;
    let finish = () => {};
    const slow = {
      ...storage,
      logins: {
        ...storage.logins,
        sweep: () => {
          started += 1;
          return new Promise<number>((resolve) => {
            finish = () => resolve(0);
          });
        },
      },
    };
    const sweeper = createSweeper({ storage: slow, clock, log });
    sweeper.start();
    jest.advanceTimersByTime(180_000);
    expect(started).toBe(1);
    const stopped = sweeper.stop();
    finish();
    await stopped;
    jest.advanceTimersByTime(180_000);
    expect(started).toBe(1);
  });

  test('does not keep the process alive', () => {
    jest.useRealTimers();
    const before = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const sweeper = createSweeper({ storage, clock, log });
    sweeper.start();
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length).toBe(before);
    return sweeper.stop();
  });
});
