import { describe, expect, test } from '@jest/globals';
import type { BrowserId, SubjectKey, TenantId } from '../../broker/domain/brands.ts';
import { mostPerPerson, type StoredBrowser } from '../../broker/domain/ports/stores/browser-store.ts';
import { brand } from '../support/builders/brand.ts';
import { onEachDatabase } from './databases.ts';
import { oneWinner } from './races.ts';

const tenant = brand<TenantId>('t1');
const other = brand<TenantId>('t2');
const subject = brand<SubjectKey>('subject-1');
const someone = (round: number) => brand<SubjectKey>(`subject of round ${round}`);
const idOf = (round: number) => brand<BrowserId>(`browser ${round}`);

function aBrowser(more: Partial<StoredBrowser> = {}): StoredBrowser {
  return {
    tenant,
    id: idOf(1),
    subject,
    secretHash: 'first',
    previousHash: null,
    rotatedAt: 1_000,
    rememberedAt: null,
    sealed: new Uint8Array([1, 2, 3]),
    createdAt: 1_000,
    lastSeenAt: 1_000,
    ...more,
  };
}

onEachDatabase((at) => {
  describe('browsers', () => {
    oneWinner(
      'a new secret in the place of the old',
      at,
      (storage, round, writer) =>
        storage.browsers.rotate({ tenant, id: idOf(round), subject: someone(round) }, { from: 'first', to: `second of ${writer}` }, 2_000),
      (storage, round) => storage.browsers.insert(aBrowser({ id: idOf(round), subject: someone(round) })),
    );

    test('come back as they were put, of one tenant alone', async () => {
      await at.one().browsers.insert(aBrowser());
      expect(await at.two().browsers.find(tenant, idOf(1))).toEqual(aBrowser());
      expect(await at.two().browsers.find(other, idOf(1))).toBeNull();
    });

    test('keep the secret before the present one, and when they were remembered', async () => {
      const { browsers } = at.one();
      await browsers.insert(aBrowser());
      const row = { tenant, id: idOf(1), subject };
      expect(await browsers.rotate(row, { from: 'first', to: 'second', rememberedAt: 2_000 }, 2_000)).toBe(true);
      expect(await browsers.rotate(row, { from: 'second', to: 'third' }, 3_000)).toBe(true);
      const now = { secretHash: 'third', previousHash: 'second', rotatedAt: 3_000, lastSeenAt: 3_000, rememberedAt: 2_000 };
      expect(await browsers.find(tenant, idOf(1))).toEqual(aBrowser(now));
      expect(await browsers.rotate({ ...row, subject: brand('subject-2') }, { from: 'third', to: 'x' }, 4_000)).toBe(false);
      expect(await browsers.rotate({ ...row, tenant: other }, { from: 'third', to: 'x' }, 4_000)).toBe(false);
    });

    test('are fifty at most, the newest of each person', async () => {
      const { browsers } = at.one();
      await browsers.insert(aBrowser({ id: idOf(99), subject: brand('subject-2'), lastSeenAt: 0 }));
      for (let round = 0; round < mostPerPerson + 2; round += 1)
        await browsers.insert(aBrowser({ id: idOf(round), lastSeenAt: round + 1 }));
      const kept = await browsers.list(tenant, subject);
      expect([kept.length, kept.some(({ id }) => id === idOf(1)), kept.some(({ id }) => id === idOf(2))]).toEqual([
        mostPerPerson,
        false,
        true,
      ]);
      expect(await browsers.list(tenant, brand('subject-2'))).toHaveLength(1);
    });

    test('are listed, removed and forgotten, each of its own person', async () => {
      const { browsers } = at.one();
      await browsers.insert(aBrowser({ id: idOf(1), lastSeenAt: 1 }));
      await browsers.insert(aBrowser({ id: idOf(2), lastSeenAt: 2 }));
      await browsers.insert(aBrowser({ id: idOf(3), lastSeenAt: 3, subject: brand('subject-2') }));
      expect((await browsers.list(tenant, subject)).map(({ id }) => id)).toEqual([idOf(2), idOf(1)]);
      expect([await browsers.remove(tenant, subject, idOf(3)), await browsers.remove(other, subject, idOf(2))]).toEqual([false, false]);
      expect([await browsers.remove(tenant, subject, idOf(2)), await browsers.remove(tenant, subject, idOf(2))]).toEqual([true, false]);
      expect([await browsers.removeAll(other, subject), await browsers.removeAll(tenant, subject)]).toEqual([0, 1]);
      expect([await browsers.sweep(3), await browsers.sweep(4)]).toEqual([0, 1]);
    });
  });
});
