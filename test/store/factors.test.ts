import { describe, expect, test } from '@jest/globals';
import type { FactorId, SubjectKey, TenantId, TransactionId } from '../../broker/domain/brands.ts';
import { brand } from '../support/builders/brand.ts';
import { aStoredFactor } from '../support/builders/stored-factor.ts';
import { onEachDatabase } from './databases.ts';
import { oneWinner } from './races.ts';

const tenant = brand<TenantId>('t1');
const other = brand<TenantId>('t2');
const subject = brand<SubjectKey>('subject-1');
const someone = (round: number) => brand<SubjectKey>(`subject of round ${round}`);
const first = { step: 5, standing: 'first' } as const;
const idOf = (round: number) => brand<FactorId>(`factor ${round}`);

onEachDatabase((at) => {
  describe('factors', () => {
    oneWinner(
      'confirming a new one',
      at,
      (storage, round) => storage.factors.activate({ tenant, id: idOf(round), subject: someone(round) }, first, 2_000),
      (storage, round) => storage.factors.insert(aStoredFactor({ id: idOf(round), subject: someone(round) })),
    );

    oneWinner(
      'confirming two new ones of one person',
      at,
      (storage, round, writer) => storage.factors.activate({ tenant, id: idOf(2 * round + writer), subject: someone(round) }, first, 2_000),
      async (storage, round) => {
        for (const writer of [1, 2]) await storage.factors.insert(aStoredFactor({ id: idOf(2 * round + writer), subject: someone(round) }));
      },
    );

    oneWinner(
      'using one time step',
      at,
      (storage, round) => storage.factors.advanceStep(tenant, idOf(0), round, 2_000),
      async (storage, round) => {
        if (round === 1) await storage.factors.insert(aStoredFactor({ id: idOf(0), state: 'active' }));
      },
    );

    test('come back as they were written, oldest first', async () => {
      const { factors } = at.one();
      const rows = [
        aStoredFactor({ id: idOf(2), createdAt: 5 }),
        aStoredFactor({ id: idOf(1), createdAt: 7, lastStep: 58_000_000, lastUsedAt: 9, state: 'active' }),
      ];
      for (const row of rows) await factors.insert(row);
      expect(await at.two().factors.list(tenant, subject)).toEqual(rows);
      expect(await factors.find(tenant, idOf(1))).toEqual(rows[1]);
    });

    test('become active once, with the step that confirmed them', async () => {
      const { factors } = at.one();
      await factors.insert(aStoredFactor());
      const { id } = aStoredFactor();
      expect(await factors.activate({ tenant, id, subject: brand('subject-2') }, first, 2_000)).toBe(false);
      expect(await factors.activate({ tenant: other, id, subject }, first, 2_000)).toBe(false);
      expect(await factors.activate({ tenant, id, subject }, first, 2_000)).toBe(true);
      expect(await factors.activate({ tenant, id, subject }, { ...first, step: 6 }, 2_001)).toBe(false);
      expect(await factors.find(tenant, id)).toMatchObject({ state: 'active', lastStep: 5, lastUsedAt: 2_000 });
    });

    test('take a time step once, and none before it', async () => {
      const { factors } = at.one();
      await factors.insert(aStoredFactor({ state: 'active', lastStep: 5 }));
      const { id } = aStoredFactor();
      const took: boolean[] = [];
      for (const step of [5, 4, 6, 6, 5, 8, 7]) took.push(await factors.advanceStep(tenant, id, step, step * 10));
      expect(took).toEqual([false, false, true, false, false, true, false]);
      expect(await factors.advanceStep(other, id, 99, 1)).toBe(false);
      expect(await factors.find(tenant, id)).toMatchObject({ lastStep: 8, lastUsedAt: 80 });
    });

    test('take no step while they are not confirmed', async () => {
      const { factors } = at.one();
      await factors.insert(aStoredFactor());
      expect(await factors.advanceStep(tenant, aStoredFactor().id, 5, 1)).toBe(false);
    });

    test('that never count are used without a step, until they begin to', async () => {
      const { factors } = at.one();
      const { id } = aStoredFactor();
      await factors.insert(aStoredFactor());
      expect(await factors.touch(tenant, id, 3)).toBe(false);
      await factors.activate({ tenant, id, subject }, { step: 0, standing: 'first' }, 4);
      expect([await factors.touch(other, id, 5), await factors.touch(tenant, id, 6)]).toEqual([false, true]);
      expect(await factors.find(tenant, id)).toMatchObject({ lastStep: 0, lastUsedAt: 6 });
      await factors.advanceStep(tenant, id, 1, 7);
      expect(await factors.touch(tenant, id, 8)).toBe(false);
    });

    test('are removed of one tenant and subject', async () => {
      const { factors } = at.one();
      await factors.insert(aStoredFactor({ id: idOf(1), createdAt: 1 }));
      await factors.insert(aStoredFactor({ id: idOf(2), createdAt: 9 }));
      await factors.insert(aStoredFactor({ id: idOf(3), createdAt: 1, state: 'active' }));
      await factors.insert(aStoredFactor({ id: idOf(4), createdAt: 1, subject: brand('subject-2') }));
      expect(await factors.removePending(other, subject, 9)).toBe(0);
      expect(await factors.removePending(tenant, subject, 9)).toBe(1);
      expect([
        await factors.remove(other, subject, idOf(2)),
        await factors.remove(tenant, brand('subject-2'), idOf(2)),
        await factors.remove(tenant, subject, idOf(2)),
        await factors.remove(tenant, subject, idOf(2)),
      ]).toEqual([false, false, true, false]);
      expect(await factors.removeAll(other, subject)).toBe(0);
      expect(await factors.removeAll(tenant, subject)).toBe(1);
      expect(await factors.find(tenant, idOf(4))).not.toBeNull();
    });
  });

  describe('recovery codes', () => {
    oneWinner(
      'spending',
      at,
      (storage, round) => storage.factors.spendRecoveryCode(tenant, subject, `hash ${round}`, 2_000),
      (storage, round) => storage.factors.replaceRecoveryCodes(tenant, subject, [`hash ${round}`]),
    );

    test('count down as they are used', async () => {
      const { factors } = at.one();
      await factors.replaceRecoveryCodes(tenant, subject, ['a', 'b', 'c']);
      expect(await factors.countRecoveryCodes(tenant, subject)).toBe(3);
      expect(await factors.spendRecoveryCode(tenant, subject, 'a', 5)).toBe(true);
      expect(await factors.spendRecoveryCode(tenant, subject, 'a', 5)).toBe(false);
      expect(await factors.spendRecoveryCode(tenant, subject, 'x', 5)).toBe(false);
      expect(await factors.spendRecoveryCode(tenant, brand('subject-2'), 'b', 5)).toBe(false);
      expect(await factors.spendRecoveryCode(other, subject, 'b', 5)).toBe(false);
      expect([await factors.countRecoveryCodes(tenant, subject), await factors.countRecoveryCodes(other, subject)]).toEqual([2, 0]);
    });

    test('are void when new ones are made', async () => {
      const { factors } = at.one();
      await factors.replaceRecoveryCodes(tenant, subject, ['a', 'b']);
      await factors.replaceRecoveryCodes(tenant, subject, ['c']);
      expect([await factors.spendRecoveryCode(tenant, subject, 'a', 5), await factors.countRecoveryCodes(tenant, subject)]).toEqual([
        false,
        1,
      ]);
      await factors.replaceRecoveryCodes(tenant, subject, []);
      expect(await factors.countRecoveryCodes(tenant, subject)).toBe(0);
    });

    test('made twice at the same moment are the codes of one of the two', async () => {
      for (let round = 1; round <= 20; round++) {
        const sets = [1, 2].map((set) => Array.from({ length: 10 }, (_, index) => `hash ${round} ${set} ${index}`));
        await Promise.all(
          [at.one(), at.two()].map((storage, index) => storage.factors.replaceRecoveryCodes(tenant, subject, sets[index] ?? [])),
        );
        expect(await at.one().factors.countRecoveryCodes(tenant, subject)).toBe(10);
      }
    });
  });

  describe('tries of a login', () => {
    oneWinner('the last one', at, (storage, round) => storage.factors.spendTry(tenant, brand(`login ${round}`), 1, 10_000));

    test('end at the limit, even when all are spent at once', async () => {
      for (let round = 1; round <= 20; round++) {
        const tries = Array.from({ length: 12 }, (_, index) =>
          (index % 2 ? at.one() : at.two()).factors.spendTry(tenant, brand(`login ${round}`), 5, 10_000),
        );
        expect((await Promise.all(tries)).filter(Boolean).length).toBe(5);
      }
    });

    test('are all taken by an answer that takes what is left, even when several come at once', async () => {
      for (let round = 1; round <= 20; round++) {
        const login = brand<TransactionId>(`last of ${round}`);
        if (round % 2) await at.one().factors.spendTry(tenant, login, 5, 10_000);
        const tries = Array.from({ length: 6 }, (_, index) =>
          (index % 2 ? at.one() : at.two()).factors.spendTry(tenant, login, 5, 10_000, 5),
        );
        expect((await Promise.all(tries)).filter(Boolean).length).toBe(1);
      }
    });

    test("are each login's own", async () => {
      const { factors } = at.one();
      expect(await factors.spendTry(tenant, brand('a'), 1, 10)).toBe(true);
      expect(await factors.spendTry(tenant, brand('a'), 1, 10)).toBe(false);
      expect(await factors.spendTry(tenant, brand('b'), 1, 10)).toBe(true);
      expect(await factors.spendTry(other, brand('a'), 1, 10)).toBe(true);
      expect(await factors.spendTry(tenant, brand('c'), 0, 10)).toBe(false);
    });

    test('are swept with the login, together with set-ups that nobody confirmed', async () => {
      const { factors } = at.one();
      const day = 24 * 3_600_000;
      await factors.spendTry(tenant, brand('a'), 5, 1_000);
      await factors.insert(aStoredFactor({ id: idOf(1), createdAt: 1_000 }));
      await factors.insert(aStoredFactor({ id: idOf(2), createdAt: 1_000, state: 'active' }));
      expect([
        await factors.sweep(1_000),
        await factors.sweep(1_001),
        await factors.sweep(1_000 + day),
        await factors.sweep(1_001 + day),
      ]).toEqual([0, 1, 0, 1]);
      expect(await factors.find(tenant, idOf(2))).not.toBeNull();
    });
  });
});
