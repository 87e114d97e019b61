import { describe, expect, test } from '@jest/globals';
import type { ChallengeId, SubjectKey, TenantId } from '../../broker/domain/brands.ts';
import { brand } from '../support/builders/brand.ts';
import { openPushBench } from '../support/push/bench.ts';
import { onEachDatabase } from './databases.ts';
import { rounds } from './races.ts';

const tenant = brand<TenantId>('t1');
const other = brand<TenantId>('t2');
const subject = brand<SubjectKey>('subject-1');
const nothing = { count: 0, lastAt: null, deniedAt: null, disownedAt: null };

onEachDatabase((at) => {
  const found = () => at.two().requests.find(tenant, subject);

  describe('requests on phones', () => {
    test('are counted up to a limit, each person for themselves', async () => {
      expect(await found()).toEqual(nothing);
      for (const now of [10, 20, 30]) expect(await at.one().requests.count(tenant, subject, 3, now)).toBe(true);
      expect(await at.two().requests.count(tenant, subject, 3, 40)).toBe(false);
      expect(await at.two().requests.count(tenant, subject, 0, 40)).toBe(false);
      expect(await found()).toEqual({ ...nothing, count: 3, lastAt: 30 });
      expect(await at.one().requests.find(other, subject)).toEqual(nothing);
      expect(await at.one().requests.count(other, subject, 3, 50)).toBe(true);
    });

    test(`are five of twenty that come at once, in each of ${rounds} rounds`, async () => {
      for (let round = 1; round <= rounds; round++) {
        const who = brand<SubjectKey>(`subject of round ${round}`);
        const all = Array.from({ length: 20 }, (_, index) => (index % 2 ? at.one() : at.two()).requests.count(tenant, who, 5, 10));
        expect((await Promise.all(all)).filter(Boolean)).toHaveLength(5);
      }
    }, 120_000);

    test('are denied until the next one, and disowned for good', async () => {
      await at.one().requests.count(tenant, subject, 5, 10);
      await at.one().requests.noteDenied(tenant, subject, 20);
      expect(await found()).toEqual({ count: 1, lastAt: 10, deniedAt: 20, disownedAt: null });
      await at.one().requests.count(tenant, subject, 5, 30);
      expect(await found()).toEqual({ count: 2, lastAt: 30, deniedAt: null, disownedAt: null });
      await at.one().requests.noteDisowned(tenant, subject, 40);
      await at.one().requests.endRow(tenant, subject);
      expect(await found()).toEqual({ count: 0, lastAt: 30, deniedAt: null, disownedAt: 40 });
      await at.one().requests.noteDisowned(other, subject, 50);
      expect(await at.two().requests.find(other, subject)).toMatchObject({ count: 0, disownedAt: 50 });
    });

    test('begin anew with a right answer, and with a reset that forgets who disowned one', async () => {
      const { factors, requests } = at.one();
      await requests.count(tenant, subject, 5, 10);
      await requests.noteDisowned(tenant, subject, 20);
      const reserved = await factors.reserveFailure(tenant, subject, 30, () => 0);
      if (reserved === null) throw new Error('locked');
      await factors.forgiveFailures(reserved, 30);
      expect(await found()).toEqual({ count: 0, lastAt: 10, deniedAt: null, disownedAt: 20 });
      await factors.clearFailures(tenant, subject);
      expect(await found()).toMatchObject({ count: 0, disownedAt: null });
    });
  });

  test('what is approved keeps what it was approved with, from one of many that settle it at once', async () => {
    for (let round = 1; round <= rounds; round++) {
      const id = brand<ChallengeId>(`challenge ${round}`);
      await at.one().challenges.open({
        tenant,
        id,
        subject,
        kind: 'push',
        occasion: 'phone-sign-in',
        state: 'open',
        codeHash: 'right',
        sealed: Buffer.from('before'),
        misses: 3,
        createdAt: 1,
        expiresAt: 1000,
      });
      const settles = Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? at.one() : at.two()).challenges.settle(
          tenant,
          id,
          { to: 'approved', codeHash: 'right', missLimit: 1_000_000, sealed: Buffer.from(`by ${index}`) },
          10,
        ),
      );
      const won = (await Promise.all(settles)).flatMap((each, index) => (each ? [index] : []));
      expect(won).toHaveLength(1);
      const row = await at.two().challenges.find(tenant, id);
      expect(Buffer.from(row?.sealed ?? []).toString()).toBe(`by ${won[0]}`);
    }
  }, 120_000);

  test('of two phones that answer at two brokers at once, one has approved, and one broker goes on', async () => {
    const [here, there] = [
      await openPushBench({ storage: at.one(), seed: 'here' }),
      await openPushBench({ storage: at.two(), seed: 'there' }),
    ];
    const phones = [await here.paired(), await there.paired()];
    // Each round is a dozen statements that are raced elsewhere by themselves.
    for (let round = 1; round <= 20; round++) {
      const { memory, id, number } = await here.asked();
      const answers = await Promise.all(
        phones.map(({ phone }, index) => (index === 0 ? here : there).desk.answer(here.at(), phone.answer(id, 'approve', number))),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      const verdicts = await Promise.all(
        [here, there, here, there].map(({ factor, scene }) => factor.use.verify(scene, memory, { text: '' })),
      );
      const through = verdicts.filter(({ ok }) => ok);
      expect(through).toEqual([{ ok: true, factor: phones[answers.findIndex(({ ok }) => ok)]?.device }]);
      for (const each of [here, there]) each.clock.advance({ seconds: 1 });
    }
  }, 120_000);
});
