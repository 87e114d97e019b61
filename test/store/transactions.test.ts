import { describe, expect, test } from '@jest/globals';
import { brand } from '../support/builders/brand.ts';
import { aPart } from '../support/builders/stored-settings.ts';
import { aStoredTransaction } from '../support/builders/stored-transaction.ts';
import type { TestStorage } from '../support/storage.ts';
import { onEachDatabase } from './databases.ts';

const consume = (storage: Pick<TestStorage, 'once'>, key: string) => storage.once.consume(brand('t1'), 'test', key, 10_000);

onEachDatabase((at) => {
  describe('one transaction', () => {
    test('stands as a whole', async () => {
      const storage = at.one();
      const result = await storage.atomically(async (stores) => {
        await consume(stores, 'a');
        await stores.logins.insert(aStoredTransaction());
        return 'done';
      });
      expect(result).toBe('done');
      const again = at.two();
      expect([await consume(again, 'a'), await again.logins.insert(aStoredTransaction())]).toEqual([false, false]);
    });

    test('or not at all, with the error that ended it', async () => {
      const storage = at.one();
      const why = new Error('no');
      await expect(
        storage.atomically(async (stores) => {
          await consume(stores, 'a');
          throw why;
        }),
      ).rejects.toBe(why);
      expect(await consume(storage, 'a')).toBe(true);
    });

    test('keeps everyone else waiting until it ends, on the same connection and on another', async () => {
      const [storage, other] = [at.one(), at.two()];
      const order: string[] = [];
      const held = Promise.withResolvers<void>();
      const inside = storage.atomically(async (stores) => {
        await consume(stores, 'a');
        held.resolve();
        for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
        order.push('transaction');
      });
      await held.promise;
      const waiting = [
        consume(storage, 'a').then((won) => order.push(`same connection: ${won}`)),
        consume(other, 'a').then((won) => order.push(`other connection: ${won}`)),
      ];
      await Promise.all([inside, ...waiting]);
      expect([order[0], ...order.slice(1).sort()]).toEqual(['transaction', 'other connection: false', 'same connection: false']);
    });

    test('names the store from outside that is used inside, instead of waiting for ever', async () => {
      const storage = at.one();
      await expect(storage.atomically(() => consume(storage, 'a'))).rejects.toMatchObject({
        code: 'internal',
        details: { because: 'sql.store-from-outside-the-transaction' },
      });
      await expect(storage.atomically(() => storage.atomically(async () => 1))).rejects.toMatchObject({ code: 'internal' });
      expect(await consume(storage, 'a')).toBe(true);
    });

    test('lets go on what was started inside and goes on after it', async () => {
      const storage = at.one();
      let later: Promise<boolean> | undefined;
      await storage.atomically(async () => {
        later = new Promise<void>((resolve) => setImmediate(resolve)).then(() => consume(storage, 'a'));
      });
      expect(await later).toBe(true);
    });

    test('does not lend its stores to what goes on after it', async () => {
      const storage = at.one();
      let later: Promise<boolean> | undefined;
      await storage.atomically(async (stores) => {
        later = new Promise<void>((resolve) => setImmediate(resolve)).then(() => consume(stores, 'a'));
      });
      await expect(later).rejects.toThrow();
      expect(await consume(storage, 'a')).toBe(true);
    });

    test('takes what is asked at once one after the other', async () => {
      const won = await at.one().atomically((stores) => Promise.all(['a', 'b', 'a', 'c'].map((key) => consume(stores, key))));
      expect(won).toEqual([true, true, false, true]);
    });

    test('seals settings with a key that is made inside it', async () => {
      const storage = at.one();
      const part = aPart('policy');
      await storage.atomically((stores) => stores.settings.putPart(brand('t1'), part, 1));
      expect(await storage.settings.parts(brand('t1'), [part])).toEqual([part]);
    });
  });
});
