import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openStorage } from '../../../../broker/adapters/sql/storage.ts';
import { brand } from '../../../support/builders/brand.ts';
import { aPart } from '../../../support/builders/stored-settings.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { openTestStorage, type TestStorage } from '../../../support/storage.ts';

let folder: string;
let path: string;
const open: TestStorage[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-sql-'));
  path = join(folder, 'broker.db');
});
afterEach(async () => {
  for (const storage of open.splice(0)) await storage.close();
  await rm(folder, { recursive: true, force: true });
});

async function storageAt(where = path): Promise<TestStorage> {
  const storage = await openTestStorage({ path: where });
  open.push(storage);
  return storage;
}

const consume = (storage: Pick<TestStorage, 'once'>, key: string) => storage.once.consume(brand('t1'), 'test', key, 10_000);

describe('one transaction', () => {
  test('of many at once runs one after the other', async () => {
    const [storage, other] = [await storageAt(), await storageAt()];
    const counts = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 ? storage : other).atomically(async (stores) => {
          const row = await stores.factors.findSubject(brand('t1'), brand('s'));
          await stores.factors.reserveFailure(brand('t1'), brand('s'), 1, () => 0);
          return row?.failures ?? 0;
        }),
      ),
    );
    expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });
});

describe('the file', () => {
  test('is in WAL mode and synchronises fully', async () => {
    await storageAt();
    const reader = new DatabaseSync(path, { readOnly: true });
    expect(reader.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
    reader.close();
  });

  test('is for its owner alone, and so are the files beside it', async () => {
    const storage = await storageAt();
    await consume(storage, 'a');
    for (const name of [path, `${path}-wal`, `${path}-shm`]) expect([name, (await stat(name)).mode & 0o777]).toEqual([name, 0o600]);
  });

  test('never holds what is sealed in plain', async () => {
    const storage = await storageAt();
    await storage.settings.putPart(brand('t1'), aPart('portal', '{"title":"MARKED"}'), 1);
    const reader = new DatabaseSync(path, { readOnly: true });
    const [row] = reader.prepare('select sealed from settings_part').all() as { sealed: Uint8Array }[];
    reader.close();
    expect(Buffer.from(row?.sealed ?? []).includes('MARKED')).toBe(false);
  });

  test('refuses a value of another type than its column', async () => {
    await storageAt();
    const writer = new DatabaseSync(path);
    expect(() => writer.exec("insert into consumed values ('t', 'k', 'h', 'not a time')")).toThrow(/cannot store TEXT value in INTEGER/);
    writer.close();
  });

  test('without a vault serves everything but settings', async () => {
    const storage = await openStorage({ kind: 'sqlite', path }, { clock: createFakeClock() });
    expect(await consume(storage, 'a')).toBe(true);
    await expect(storage.settings.putPart(brand('t1'), aPart('policy'), 1)).rejects.toMatchObject({ code: 'key_unavailable' });
    await storage.close();
  });
});

describe('a database that is away', () => {
  test('because it was closed is unavailable, in and out of transactions', async () => {
    const storage = await storageAt();
    await storage.close();
    await storage.close();
    const unavailable = { code: 'database_unavailable' };
    await expect(storage.ping()).rejects.toMatchObject(unavailable);
    await expect(consume(storage, 'a')).rejects.toMatchObject(unavailable);
    await expect(storage.atomically(async () => 1)).rejects.toMatchObject(unavailable);
    await expect(storage.tenants.list()).rejects.toMatchObject(unavailable);
  });

  test('because it was closed within a transaction is unavailable', async () => {
    const storage = await storageAt();
    await expect(
      storage.atomically(async (stores) => {
        await storage.close();
        return consume(stores, 'a');
      }),
    ).rejects.toMatchObject({ code: 'database_unavailable' });
  });

  test.each([
    ['is no database', 'junk'],
    ['stands in no folder', join('missing', 'broker.db')],
    ['is a folder', '.'],
  ])('because the file %s is unavailable from the start', async (_what, name) => {
    await writeFile(join(folder, 'junk'), 'x'.repeat(5_000));
    await expect(openTestStorage({ path: join(folder, name) })).rejects.toMatchObject({
      code: 'database_unavailable',
      cause: expect.anything(),
    });
  });

  test('because another process keeps it locked is unavailable after a while, without blocking this one', async () => {
    const storage = await openTestStorage({ path, lockPatienceMs: 200 });
    open.push(storage);
    const other = new DatabaseSync(path);
    other.exec('begin immediate');
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 5);
    await expect(consume(storage, 'a')).rejects.toMatchObject({
      code: 'database_unavailable',
      cause: expect.objectContaining({ errcode: 5 }),
    });
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(5);
    other.exec('rollback');
    other.close();
    expect(await consume(storage, 'a')).toBe(true);
  });
});
