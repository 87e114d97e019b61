import { describe, expect, test } from '@jest/globals';
import type { ChallengeId, SubjectKey, TenantId } from '../../broker/domain/brands.ts';
import type { StoredChallenge } from '../../broker/domain/ports/stores/challenge-store.ts';
import { brand } from '../support/builders/brand.ts';
import { onEachDatabase } from './databases.ts';
import { oneWinner } from './races.ts';

const tenant = brand<TenantId>('t1');
const other = brand<TenantId>('t2');
const subject = brand<SubjectKey>('subject-1');
const idOf = (round: number | string) => brand<ChallengeId>(`challenge ${round}`);

function aChallenge(more: Partial<StoredChallenge> = {}): StoredChallenge {
  return {
    tenant,
    id: idOf(1),
    subject,
    kind: 'sms-code',
    occasion: 'login-1',
    state: 'open',
    codeHash: 'hash',
    sealed: new Uint8Array([1, 2, 3]),
    misses: 0,
    createdAt: 1_000,
    expiresAt: 9_000,
    ...more,
  };
}
const right = { to: 'ended', codeHash: 'hash', missLimit: 5 } as const;

onEachDatabase((at) => {
  describe('challenges', () => {
    oneWinner(
      'the right code',
      at,
      (storage, round) => storage.challenges.settle(tenant, idOf(round), right, 2_000),
      (storage, round) => storage.challenges.open(aChallenge({ id: idOf(round), occasion: `login ${round}` })),
    );

    oneWinner(
      'what was approved elsewhere',
      at,
      (storage, round) => storage.challenges.consume(tenant, idOf(round), 2_000),
      (storage, round) => storage.challenges.open(aChallenge({ id: idOf(round), occasion: `login ${round}`, state: 'approved' })),
    );

    test('come back as they were put', async () => {
      await at.one().challenges.open(aChallenge());
      expect(await at.two().challenges.find(tenant, idOf(1))).toEqual(aChallenge());
      expect(await at.two().challenges.find(other, idOf(1))).toBeNull();
    });

    test('take no wrong code, no other tenant, no late answer and none after too many wrong ones', async () => {
      const { challenges } = at.one();
      await challenges.open(aChallenge());
      expect(await challenges.settle(tenant, idOf(1), { ...right, codeHash: 'another' }, 2_000)).toBe(false);
      expect(await challenges.settle(other, idOf(1), right, 2_000)).toBe(false);
      expect(await challenges.settle(tenant, idOf(1), right, 9_000)).toBe(false);
      expect([await challenges.miss(tenant, idOf(1)), await challenges.miss(tenant, idOf(1))]).toEqual([1, 2]);
      expect(await challenges.settle(tenant, idOf(1), { ...right, missLimit: 2 }, 2_000)).toBe(false);
      expect(await challenges.settle(tenant, idOf(1), right, 2_000)).toBe(true);
      expect(await challenges.miss(tenant, idOf(1))).toBeNull();
    });

    test('of one occasion and kind replace each other, and no others', async () => {
      const { challenges } = at.one();
      await challenges.open(aChallenge());
      await challenges.open(aChallenge({ id: idOf('of another login'), occasion: 'login-2' }));
      await challenges.open(aChallenge({ id: idOf('of another kind'), kind: 'push' }));
      await challenges.open(aChallenge({ id: idOf('of somebody else'), subject: brand('subject-2') }));
      await challenges.open(aChallenge({ id: idOf('newer') }));
      const passes = async (id: string | number) => challenges.settle(tenant, idOf(id), right, 2_000);
      expect([await passes(1), await passes('of another login'), await passes('of another kind')]).toEqual([false, true, true]);
      expect([await passes('of somebody else'), await passes('newer')]).toEqual([true, true]);
    });

    test('opened at once for one occasion leave one that is open', async () => {
      const rounds = Array.from({ length: 20 }, (_, round) => round);
      await Promise.all(
        rounds.map((round) => (round % 2 ? at.one() : at.two()).challenges.open(aChallenge({ id: idOf(round), createdAt: 1_000 + round }))),
      );
      expect(await at.one().challenges.listOpen(tenant, subject, 'sms-code', 2_000)).toHaveLength(1);
    });

    test('are listed while they are open, the newest first', async () => {
      const { challenges } = at.one();
      await challenges.open(aChallenge({ id: idOf(1), occasion: 'a', createdAt: 1 }));
      await challenges.open(aChallenge({ id: idOf(2), occasion: 'b', createdAt: 2 }));
      await challenges.open(aChallenge({ id: idOf(3), occasion: 'c', createdAt: 3, expiresAt: 1_500 }));
      await challenges.open(aChallenge({ id: idOf(4), occasion: 'd', createdAt: 4, state: 'denied' }));
      const ids = async () => (await challenges.listOpen(tenant, subject, 'sms-code', 2_000)).map(({ id }) => id);
      expect(await ids()).toEqual([idOf(2), idOf(1)]);
      expect(await challenges.endOpen(other, subject, null)).toBe(0);
      expect(await challenges.endOpen(tenant, subject, 'push')).toBe(0);
      expect(await challenges.endOpen(tenant, subject, null)).toBe(3);
      expect(await ids()).toEqual([]);
    });

    test('are forgotten when their time is over', async () => {
      const { challenges } = at.one();
      await challenges.open(aChallenge());
      expect([await challenges.sweep(9_000), await challenges.sweep(9_001)]).toEqual([0, 1]);
    });
  });
});
