import { expect, test } from '@jest/globals';
import { saveStep } from '../../../broker/login/along.ts';
import { aStoredTransaction } from '../../support/builders/stored-transaction.ts';
import { openTestStorage } from '../../support/storage.ts';

test('what goes along with a step is written with it, and never for a step that somebody else passed first', async () => {
  const storage = await openTestStorage({ place: { kind: 'sqlite', path: ':memory:' }, seed: 'along' });
  try {
    const row = aStoredTransaction();
    await storage.logins.insert(row);
    const passed = { ...row, version: row.version + 1 };
    const counts: number[] = [];
    const count = async (stores: Pick<typeof storage, 'rates'>) => {
      counts.push(await stores.rates.hit('along', 1_000, 5));
    };
    expect(await saveStep(storage, passed, row.version, count)).toBe(true);
    expect(await saveStep(storage, passed, row.version, count)).toBe(false);
    expect(counts).toEqual([1]);

    const failing = saveStep(storage, { ...passed, version: passed.version + 1 }, passed.version, async () => {
      throw new Error('not to be written');
    });
    await expect(failing).rejects.toThrow('not to be written');
    expect((await storage.logins.find(row.tenant, row.id))?.version).toBe(passed.version);
  } finally {
    await storage.close();
  }
});
