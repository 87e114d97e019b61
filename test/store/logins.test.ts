import { describe, expect, test } from '@jest/globals';
import { brand } from '../support/builders/brand.ts';
import { aStoredTransaction } from '../support/builders/stored-transaction.ts';
import { onEachDatabase } from './databases.ts';
import { oneWinner } from './races.ts';

onEachDatabase((at) => {
  describe('logins', () => {
    const idOf = (round: number) => brand<ReturnType<typeof aStoredTransaction>['id']>(`login ${round}`);

    oneWinner('starting the same login', at, (storage, round) => storage.logins.insert(aStoredTransaction({ id: idOf(round) })));

    oneWinner(
      'saving the next step',
      at,
      (storage, round, writer) =>
        storage.logins.save(aStoredTransaction({ id: idOf(round), version: 2, keyHash: `of writer ${writer}` }), 1),
      (storage, round) => storage.logins.insert(aStoredTransaction({ id: idOf(round) })),
    );

    test('come back as they were written', async () => {
      const { logins } = at.one();
      const row = aStoredTransaction({ sealed: Uint8Array.from({ length: 256 }, (_, index) => index), expiresAt: 8_640_000_000_000_000 });
      await logins.insert(row);
      expect(await at.two().logins.find(row.tenant, row.id)).toEqual(row);
    });

    test('are of one tenant', async () => {
      const { logins } = at.one();
      const row = aStoredTransaction();
      await logins.insert(row);
      expect(await logins.find(brand('t2'), row.id)).toBeNull();
      expect(await logins.save({ ...row, tenant: brand('t2'), version: 2 }, 1)).toBe(false);
      expect(await logins.insert({ ...row, tenant: brand('t2') })).toBe(true);
      expect(await logins.find(row.tenant, row.id)).toEqual(row);
    });

    test('are saved by whoever names the version that is there', async () => {
      const { logins } = at.one();
      await logins.insert(aStoredTransaction());
      const ended = aStoredTransaction({ version: 2, state: 'issued', sealed: null, keyHash: '' });
      expect(await logins.save(ended, 2)).toBe(false);
      expect(await logins.save(ended, 1)).toBe(true);
      expect(await logins.save(ended, 1)).toBe(false);
      expect(await logins.find(ended.tenant, ended.id)).toEqual(ended);
    });

    test('that nobody started cannot be saved', async () => {
      expect(await at.one().logins.save(aStoredTransaction(), 1)).toBe(false);
    });

    test('are not started again while their row is there, ended or not', async () => {
      const { logins } = at.one();
      await logins.insert(aStoredTransaction({ state: 'issued', sealed: null, expiresAt: 5 }));
      expect(await logins.insert(aStoredTransaction())).toBe(false);
    });

    test('are swept when they have expired', async () => {
      const { logins } = at.one();
      await logins.insert(aStoredTransaction({ expiresAt: 1_000 }));
      expect([await logins.sweep(1_000), await logins.sweep(1_001), await logins.sweep(1_002)]).toEqual([0, 1, 0]);
    });
  });
});
