import { describe, expect, test } from '@jest/globals';
import type { SubjectKey, TenantId } from '../../broker/domain/brands.ts';
import type { Reservation } from '../../broker/domain/ports/stores/factor-store.ts';
import { lockUntil } from '../../broker/login/attempts.ts';
import { brand } from '../support/builders/brand.ts';
import type { TestStorage } from '../support/storage.ts';
import { onEachDatabase } from './databases.ts';
import { rounds } from './races.ts';

const tenant = brand<TenantId>('t1');
const other = brand<TenantId>('t2');
const subject = brand<SubjectKey>('subject-1');
const now = 1_000;
const minutes = (count: number) => count * 60_000;

const reserve = ({ factors }: TestStorage, who = subject, when = now) =>
  factors.reserveFailure(tenant, who, when, (failures) => lockUntil(failures, when));

async function reserveMany(storage: TestStorage, count: number): Promise<Reservation[]> {
  const all: Reservation[] = [];
  for (let index = 0; index < count; index++) {
    const reserved = await reserve(storage);
    if (reserved !== null) all.push(reserved);
  }
  return all;
}

onEachDatabase((at) => {
  const subjectNow = async () => {
    const row = await at.two().factors.findSubject(tenant, subject);
    return row && { failures: row.failures, lockedUntil: row.lockedUntil };
  };

  describe('answers counted in advance', () => {
    test('are numbered, and the tenth has the lock before it is judged', async () => {
      const storage = at.one();
      expect(await subjectNow()).toBeNull();
      const all = await reserveMany(storage, 12);
      expect(all.map(({ failures, earned }) => [failures, earned])).toEqual([
        ...Array.from({ length: 9 }, (_, index) => [index + 1, 0]),
        [10, now + minutes(15)],
      ]);
      expect(await subjectNow()).toEqual({ failures: 10, lockedUntil: now + minutes(15) });
      expect(await storage.factors.findSubject(other, subject)).toBeNull();
      expect(await reserve(storage, subject, now + minutes(15) - 1)).toBeNull();
      expect(await reserve(storage, subject, now + minutes(15))).toMatchObject({ failures: 11, earned: 0 });
    });

    // What the whole lock rests on: however many come at once, on however many brokers, ten may be judged.
    test(`are ten of thirty that come at once, in each of ${rounds} rounds`, async () => {
      for (let round = 1; round <= rounds; round++) {
        const who = brand<SubjectKey>(`subject of round ${round}`);
        const answers = Array.from({ length: 30 }, (_, index) => reserve(index % 2 ? at.one() : at.two(), who));
        const admitted = (await Promise.all(answers)).filter((each) => each !== null);
        expect(admitted.map(({ failures }) => failures).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        expect((await at.one().factors.findSubject(tenant, who))?.lockedUntil).toBe(now + minutes(15));
      }
    }, 120_000);

    test('are forgiven by a right answer, the lock that it earned in advance too', async () => {
      const all = await reserveMany(at.one(), 10);
      await at.one().factors.forgiveFailures(lastOf(all), now);
      expect(await subjectNow()).toEqual({ failures: 0, lockedUntil: 0 });
    });

    test('stay counted when they came after the right one, and so does the lock that they earned', async () => {
      const [, , third] = await reserveMany(at.one(), 10);
      await at.one().factors.forgiveFailures(third ?? missing(), now + 1);
      expect(await subjectNow()).toEqual({ failures: 7, lockedUntil: now + minutes(15) });
    });

    test('are locked until a reset at the fiftieth, which a right one from before does not lift', async () => {
      const { factors } = at.one();
      const early = (await reserve(at.one())) ?? missing();
      await factors.reserveFailure(tenant, subject, now, () => lockUntil(50, now));
      await factors.forgiveFailures(early, now + minutes(60));
      expect((await subjectNow())?.lockedUntil).toBe(lockUntil(50, now));
    });

    test('lose a lock that ran out long ago at the next right answer', async () => {
      await reserveMany(at.one(), 10);
      const later = now + minutes(20);
      const right = (await reserve(at.one(), subject, later)) ?? missing();
      await at.one().factors.forgiveFailures(right, later);
      expect(await subjectNow()).toEqual({ failures: 0, lockedUntil: 0 });
    });

    test('are taken back one by one when they were no guesses, each with its own lock only', async () => {
      const { factors } = at.one();
      const [first, ...rest] = await reserveMany(at.one(), 10);
      await factors.returnFailure(first ?? missing());
      expect(await subjectNow()).toEqual({ failures: 9, lockedUntil: now + minutes(15) });
      await factors.returnFailure(lastOf(rest));
      expect(await subjectNow()).toEqual({ failures: 8, lockedUntil: 0 });
      await factors.forgiveFailures({ ...lastOf(rest), tenant: other }, now);
      expect((await subjectNow())?.failures).toBe(8);
    });

    test('never fall below none', async () => {
      const { factors } = at.one();
      const [first, second] = await reserveMany(at.one(), 2);
      await factors.forgiveFailures(second ?? missing(), now);
      await factors.forgiveFailures(first ?? missing(), now);
      await factors.returnFailure(first ?? missing());
      expect(await subjectNow()).toEqual({ failures: 0, lockedUntil: 0 });
    });

    test('are forgotten with the transaction that forgave them', async () => {
      const right = (await reserve(at.one())) ?? missing();
      const undone = at.one().atomically(async (stores) => {
        await stores.factors.forgiveFailures(right, now);
        throw new Error('the step was lost');
      });
      await expect(undone).rejects.toThrow('the step was lost');
      expect((await subjectNow())?.failures).toBe(1);
    });
  });
});

function lastOf(all: readonly Reservation[]): Reservation {
  return all.at(-1) ?? missing();
}

function missing(): never {
  throw new Error('nothing was reserved');
}
