import { describe, expect, test } from '@jest/globals';
import type { StoredSignInTest } from '../../broker/domain/ports/stores/sign-in-test-store.ts';
import { brand } from '../support/builders/brand.ts';
import { onEachDatabase } from './databases.ts';
import { oneWinner } from './races.ts';

function aRow(more: Partial<StoredSignInTest> = {}): StoredSignInTest {
  return {
    tenant: brand('t1'),
    id: 'test-1',
    version: 1,
    state: 'waiting',
    connection: 'okta',
    ticketHash: `ticket of ${more.id ?? 'test-1'}`,
    keyHash: '',
    sealed: new Uint8Array([1, 2, 3]),
    memory: null,
    expiresAt: 10_000,
    deleteAt: 20_000,
    ...more,
  };
}

onEachDatabase((at) => {
  describe('tests by a sign-in', () => {
    const by = { keyHash: 'key', until: 15_000 };

    oneWinner(
      'taking a ticket',
      at,
      (storage, round) => storage.signInTests.take(brand('t1'), `ticket of race ${round}`, by, 9_999),
      (storage, round) => storage.signInTests.insert(aRow({ id: `race ${round}` })),
    );

    oneWinner(
      'saving the end',
      at,
      (storage, round, writer) =>
        storage.signInTests.save(aRow({ id: `end ${round}`, version: 2, state: 'done', keyHash: `${writer}` }), 1),
      (storage, round) => storage.signInTests.insert(aRow({ id: `end ${round}` })),
    );

    test('come back as they were written, by name and by ticket', async () => {
      const { signInTests } = at.one();
      const row = aRow({
        sealed: Uint8Array.from({ length: 256 }, (_, index) => index),
        memory: new Uint8Array([9]),
        expiresAt: 8_640_000_000_000_000,
      });
      await signInTests.insert(row);
      expect(await at.two().signInTests.find(row.tenant, row.id)).toEqual(row);
      expect(await at.two().signInTests.findByTicket(row.tenant, row.ticketHash)).toEqual(row);
    });

    test('are of one tenant', async () => {
      const { signInTests } = at.one();
      await signInTests.insert(aRow());
      expect(await signInTests.find(brand('t2'), 'test-1')).toBeNull();
      expect(await signInTests.findByTicket(brand('t2'), 'ticket of test-1')).toBeNull();
      expect(await signInTests.take(brand('t2'), 'ticket of test-1', by, 1)).toBe(false);
      expect(await signInTests.save(aRow({ tenant: brand('t2'), version: 2 }), 1)).toBe(false);
      expect(await signInTests.find(brand('t1'), 'test-1')).toEqual(aRow());
    });

    test('are taken while they wait and their time runs, and not after', async () => {
      const { signInTests } = at.one();
      await signInTests.insert(aRow());
      expect(await signInTests.take(brand('t1'), 'ticket of test-1', by, 10_000)).toBe(false);
      expect(await signInTests.take(brand('t1'), 'ticket of test-1', by, 9_999)).toBe(true);
      expect(await signInTests.find(brand('t1'), 'test-1')).toEqual(
        aRow({ version: 2, state: 'under-way', keyHash: 'key', expiresAt: 15_000 }),
      );
      expect(await signInTests.take(brand('t1'), 'ticket of test-1', by, 9_999)).toBe(false);
      await signInTests.save(aRow({ version: 3, state: 'done' }), 2);
      expect(await signInTests.take(brand('t1'), 'ticket of test-1', by, 9_999)).toBe(false);
    });

    test('go when their time is over', async () => {
      const { signInTests } = at.one();
      await signInTests.insert(aRow({ id: 'old', deleteAt: 4_999 }));
      await signInTests.insert(aRow({ id: 'new', deleteAt: 5_000 }));
      expect(await signInTests.sweep(5_000)).toBe(1);
      expect([await signInTests.find(brand('t1'), 'old'), (await signInTests.find(brand('t1'), 'new'))?.id]).toEqual([null, 'new']);
    });
  });
});
