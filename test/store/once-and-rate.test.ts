import { describe, expect, test } from '@jest/globals';
import { brand } from '../support/builders/brand.ts';
import { aStoredTrace } from '../support/builders/stored-trace.ts';
import { onEachDatabase } from './databases.ts';
import { oneWinner, rounds } from './races.ts';

onEachDatabase((at) => {
  describe('things that count once', () => {
    oneWinner('consuming', at, (storage, round) => storage.once.consume(brand('t1'), 'assertion', `id ${round}`, 10_000));

    test('count once per tenant, kind and key', async () => {
      const { once } = at.one();
      expect(await once.consume(brand('t1'), 'assertion', 'x', 10)).toBe(true);
      expect(await once.consume(brand('t1'), 'assertion', 'x', 99)).toBe(false);
      expect(await at.two().once.consume(brand('t1'), 'assertion', 'x', 10)).toBe(false);
      expect(await once.consume(brand('t2'), 'assertion', 'x', 10)).toBe(true);
      expect(await once.consume(brand('t1'), 'token', 'x', 10)).toBe(true);
      expect(await once.consume(brand('t1'), 'assertion', 'X', 10)).toBe(true);
    });

    test('may have a key of any length and any signs', async () => {
      const { once } = at.one();
      for (const key of ['', ' ', '\u0000', "'; drop table consumed; --", 'é'.repeat(200_000)]) {
        expect(await once.consume(brand('t1'), 'assertion', key, 10)).toBe(true);
        expect(await once.consume(brand('t1'), 'assertion', key, 10)).toBe(false);
      }
    });

    test('are forgotten by a sweep after their time, and not before', async () => {
      const { once } = at.one();
      await once.consume(brand('t1'), 'assertion', 'x', 1_000);
      expect(await once.sweep(1_000)).toBe(0);
      expect(await once.consume(brand('t1'), 'assertion', 'x', 1_000)).toBe(false);
      expect(await once.sweep(1_001)).toBe(1);
      expect(await once.consume(brand('t1'), 'assertion', 'x', 3_000)).toBe(true);
    });

    test('of a transaction that fails were never used', async () => {
      const storage = at.one();
      await expect(
        storage.atomically(async (stores) => {
          expect(await stores.once.consume(brand('t1'), 'assertion', 'x', 10)).toBe(true);
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      expect(await storage.once.consume(brand('t1'), 'assertion', 'x', 10)).toBe(true);
    });
  });

  describe('limits', () => {
    test('count in windows of their own', async () => {
      const { rates } = at.one();
      expect([
        await rates.hit('ip', 100, 0),
        await rates.hit('ip', 100, 99),
        await rates.hit('ip', 100, 100),
        await rates.hit('other', 100, 100),
      ]).toEqual([1, 2, 1, 1]);
    });

    test('of one key in windows of two lengths do not mix', async () => {
      const { rates } = at.one();
      expect([
        await rates.hit('ip', 100, 0),
        await rates.hit('ip', 1_000, 0),
        await rates.hit('ip', 100, 100),
        await rates.hit('ip', 1_000, 100),
      ]).toEqual([1, 1, 1, 2]);
    });

    test('are not emptied by a broker whose clock lags', async () => {
      const { rates } = at.one();
      await rates.hit('ip', 100, 105);
      expect([await at.two().rates.hit('ip', 100, 95), await rates.hit('ip', 100, 106)]).toEqual([2, 3]);
    });

    test('lose no event of two brokers', async () => {
      const hits = Array.from({ length: rounds }, (_, index) => (index % 2 ? at.one() : at.two()).rates.hit('ip', 1_000, 5));
      expect((await Promise.all(hits)).sort((a, b) => a - b)).toEqual(Array.from({ length: rounds }, (_, index) => index + 1));
    });

    test('count several events at once, and begin with them in the next window', async () => {
      const { rates } = at.one();
      const counts = [await rates.hit('ip', 100, 0, 50), await at.two().rates.hit('ip', 100, 1), await rates.hit('ip', 100, 100, 7)];
      expect(counts).toEqual([50, 51, 7]);
    });

    test('give an event back in its own window, and never more than there are', async () => {
      const { rates } = at.one();
      for (const moment of [0, 1, 100]) await rates.hit('ip', 100, moment);
      await rates.giveBack('ip', 100, 1);
      expect(await rates.hit('ip', 100, 101)).toBe(2);
      for (let count = 0; count < 5; count += 1) await at.two().rates.giveBack('ip', 100, 101);
      await rates.giveBack('never seen', 100, 101);
      expect([await rates.hit('ip', 100, 102), await rates.hit('ip', 100, 102)]).toEqual([1, 2]);
    });

    test('are looked at without being counted', async () => {
      const { rates } = at.one();
      for (let count = 0; count < 2; count += 1) await rates.hit('ip', 100, 5);
      expect([await rates.hits('ip', 100, 99), await rates.hits('ip', 100, 100), await rates.hits('other', 100, 5)]).toEqual([2, 0, 0]);
    });

    test('in a row are counted over all windows, until the row has ended or nothing came for long', async () => {
      const { rates } = at.one();
      const rule = { keepMs: 1_000 };
      expect([await rates.hitInRow('k', rule, 0), await rates.hitInRow('k', rule, 999), await rates.hitInRow('k', rule, 1_998)]).toEqual([
        1, 2, 3,
      ]);
      expect([await rates.inRow('k', 2_997), await rates.inRow('k', 2_998)]).toEqual([
        { count: 3, pausedUntil: 0 },
        { count: 0, pausedUntil: 0 },
      ]);
      expect([await rates.hitInRow('k', rule, 2_998), await rates.hit('k', 1_000, 2_998)]).toEqual([1, 1]);
      await at.two().rates.endRow('k');
      expect([await rates.inRow('k', 2_999), await rates.hits('k', 1_000, 2_999)]).toEqual([{ count: 0, pausedUntil: 0 }, 1]);
    });

    test('in a row are not taken while a pause runs, however close together they come', async () => {
      const rule = { keepMs: 1_000, pauseMs: (count: number) => (count < 3 ? 0 : 100 * count) };
      const hits = Array.from({ length: rounds }, (_, index) => (index % 2 ? at.one() : at.two()).rates.hitInRow('k', rule, 5));
      const counted = (await Promise.all(hits)).filter((count) => count !== null);
      expect(counted.sort((a, b) => a - b)).toEqual([1, 2, 3]);
      const { rates } = at.one();
      expect(await rates.inRow('k', 6)).toEqual({ count: 3, pausedUntil: 305 });
      expect([await rates.hitInRow('k', rule, 304), await rates.hitInRow('k', rule, 305), await rates.hitInRow('k', rule, 704)]).toEqual([
        null,
        4,
        null,
      ]);
    });

    test('are forgotten after their window', async () => {
      const { rates } = at.one();
      await rates.hit('ip', 100, 0);
      expect([await rates.sweep(100), await rates.sweep(101)]).toEqual([0, 1]);
    });
  });

  describe('traces', () => {
    test('are found by their tenant alone, until they are swept', async () => {
      const { traces } = at.one();
      const row = aStoredTrace();
      await traces.insert(row);
      expect(await traces.find(brand('t1'), row.supportCode)).toEqual(row);
      expect(await traces.find(brand('t2'), row.supportCode)).toBeNull();
      expect([await traces.sweep(5), await traces.sweep(6)]).toEqual([0, 1]);
      expect(await traces.find(brand('t1'), row.supportCode)).toBeNull();
    });
  });
});
