import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { brand } from '../../../support/builders/brand.ts';
import { openTestStorage, type TestStorage } from '../../../support/storage.ts';

const lockPatienceMs = 200;

let folder: string;
let storage: TestStorage;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-driver-'));
  storage = await openTestStorage({ path: join(folder, 'broker.db'), lockPatienceMs });
});
afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true });
});

const consume = (key: string) => storage.once.consume(brand('t1'), 'test', key, 10_000);

describe('waiting for those before', () => {
  test('ends when the patience does, and neither they nor those behind are the worse for it', async () => {
    let end = () => {};
    const slow = storage.atomically(async (stores) => {
      const first = await stores.once.consume(brand('t1'), 'test', 'slow', 10_000);
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      return first;
    });
    await expect(Promise.all([consume('a'), consume('b')])).rejects.toMatchObject({
      code: 'database_unavailable',
      details: { because: 'sqlite.busy' },
    });
    const patient = consume('c');
    end();
    expect([await slow, await patient, await consume('a')]).toEqual([true, true, true]);
  });
});

describe('a lock of another process that outlasts the patience', () => {
  test('is not waited for again until it is gone', async () => {
    const other = new DatabaseSync(join(folder, 'broker.db'));
    other.exec('begin immediate');
    const locked = { code: 'database_unavailable', details: { because: 'sqlite.locked' } };
    await expect(consume('a')).rejects.toMatchObject(locked);
    const begun = performance.now();
    for (let index = 0; index < 20; index += 1) {
      await expect(consume('a')).rejects.toMatchObject(locked);
      // Reading needs no lock, and does not make anybody believe that it is gone.
      expect(await storage.tenants.list()).toEqual([]);
    }
    expect(performance.now() - begun).toBeLessThan(10 * lockPatienceMs);
    other.exec('rollback');
    expect(await consume('a')).toBe(true);

    other.exec('begin immediate');
    const waiting = consume('b');
    await new Promise((resolve) => setImmediate(resolve));
    other.exec('rollback');
    other.close();
    expect(await waiting).toBe(true);
  });
});
