import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { lockFile, overwrite } from '../support/database-trouble.ts';
import { type House, openHouse, people } from '../support/house.ts';
import { signIn } from '../support/journey.ts';
import { serveOnce } from '../support/serve-once.ts';
import { openTestStorage } from '../support/storage.ts';

// Half a second each; other processes have their part in it, and the machine may be busy.

/** A database that a broker was stopped on, with people in it. */
let good: string;
let house: House;
let folder: string;
let path: string;

beforeAll(async () => {
  good = join(mkdtempSync(join(tmpdir(), 'gatehouse-good-')), 'good.sqlite');
  house = await openHouse({ database: { kind: 'sqlite', path: good } });
  await signIn(house, house.browser(), house.borealis, people.ada);
  await house.close();
});
afterAll(() => rmSync(join(good, '..'), { recursive: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-start-'));
  path = join(folder, 'gatehouse.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

const start = (at = path) => serveOnce(at, house.config.masterKey.reveal());

/** Of what is in a file; null for nothing. */
const hashOf = (name: string) => {
  const bytes = existsSync(name) ? readFileSync(name) : Buffer.alloc(0);
  return bytes.length === 0 ? null : createHash('sha256').update(bytes).digest('hex');
};

async function isRefused(message: string | RegExp, at = path): Promise<void> {
  const before = [hashOf(path), hashOf(`${path}-wal`)];
  const { code, said } = await start(at);
  expect(said).toContain('The database cannot be used (database_unavailable)');
  expect(said).toContain(`${at}: `);
  expect(said).toMatch(message);
  expect(said).toContain('docs/operations/database-troubles.md');
  expect(code).toBe(1);
  expect([hashOf(path), hashOf(`${path}-wal`)]).toEqual(before);
}

describe('a broker starts', () => {
  test('on the file that it was stopped on', async () => {
    copyFileSync(good, path);
    expect(await start()).toMatchObject({ code: 0, said: expect.stringContaining('Listening on') });
  });

  test('on a file that a link leads to, and keeps its log beside the file', async () => {
    const link = join(folder, 'link');
    copyFileSync(good, path);
    symlinkSync(path, link);
    const storage = await openTestStorage({ path: link });
    await storage.tenants.list();
    expect([existsSync(`${path}-wal`), existsSync(`${link}-wal`)]).toEqual([true, false]);
    await storage.close();
  });

  test('where there is no file yet, and where an empty one was made for it', async () => {
    expect(await start()).toMatchObject({ code: 0 });
    writeFileSync(join(folder, 'empty'), '');
    expect(await start(join(folder, 'empty'))).toMatchObject({ code: 0 });
  });

  test('beside a log of zeros, which is what a power cut leaves of one that held nothing yet', async () => {
    copyFileSync(good, path);
    writeFileSync(`${path}-wal`, Buffer.alloc(8_000));
    expect(await start()).toMatchObject({ code: 0 });
  });

  test('beside the memory of a process that was ended, whatever is in it', async () => {
    copyFileSync(good, path);
    writeFileSync(`${path}-shm`, Buffer.alloc(32_768, 'junk!'));
    expect(await start()).toMatchObject({ code: 0 });
  });
});

describe('a broker does not start, says why and leaves every byte as it is, when the file', () => {
  test('should stand in a folder that is not there', () =>
    isRefused(/its folder does not exist\. Make the folder/, join(folder, 'missing', 'gatehouse.sqlite')));

  test('is a folder', async () => {
    mkdirSync(path);
    const { code, said } = await start();
    expect([code, said]).toEqual([1, expect.stringContaining(`${path}: is a folder.`)]);
  });

  test('is not a database', async () => {
    writeFileSync(path, 'a letter to the operator\n'.repeat(400));
    await isRefused(/is not a database of SQLite/);
  });

  test('has lost its beginning', async () => {
    copyFileSync(good, path);
    overwrite(path, 0, 100);
    await isRefused(/is not a database of SQLite, or its beginning is overwritten/);
  });

  test('has lost a page in the middle', async () => {
    copyFileSync(good, path);
    overwrite(path, 4_096 * 5, 4_096);
    await isRefused(/is damaged\. Keep a copy/);
  });

  test('is cut short', async () => {
    copyFileSync(good, path);
    truncateSync(path, 4_096 * 6);
    await isRefused(/is damaged\. Keep a copy/);
  });

  test('is cut to nothing beside a log that is not', async () => {
    await leaveLog();
    truncateSync(path, 0);
    await isRefused(/is empty, but the log beside it/);
  });

  test('has a log beside it that somebody wrote over', async () => {
    await leaveLog();
    overwrite(`${path}-wal`, 0, 4_096);
    await isRefused(/has a damaged log beside it/);
  });

  test('belongs to another program', async () => {
    const other = new DatabaseSync(path);
    other.exec('create table orders (id integer primary key, total real); insert into orders values (1, 9.5)');
    other.close();
    await isRefused(/is the database of another program\. Correct DATABASE/);
  });

  test('belongs to a newer version', async () => {
    copyFileSync(good, path);
    const newer = new DatabaseSync(path);
    newer.exec("insert into schema_migration values (9999, 'of-next-year', 0)");
    newer.close();
    const before = hashOf(path);
    const { code, said } = await start();
    expect([code, said]).toEqual([1, expect.stringMatching(/database_too_new[\s\S]*Start the newer version/)]);
    expect(hashOf(path)).toBe(before);
  });

  test('stays locked by another program', async () => {
    copyFileSync(good, path);
    const lock = await lockFile(path, 'exclusive');
    const opening = openTestStorage({ path, lockPatienceMs: 50 });
    await expect(opening).rejects.toMatchObject({
      code: 'database_unavailable',
      details: { because: 'sqlite.locked' },
      problems: [{ path, message: expect.stringContaining('is kept locked by another program') }],
    });
    await lock.release();
    expect(await start()).toMatchObject({ code: 0 });
  });
});

/** The good database with newest changes that stand in the log alone, as a process leaves it that was killed. */
async function leaveLog(): Promise<void> {
  const living = join(folder, 'living');
  copyFileSync(good, living);
  const writer = new DatabaseSync(living);
  writer.exec("insert into consumed values ('t', 'k', 'h', 1)");
  copyFileSync(living, path);
  copyFileSync(`${living}-wal`, `${path}-wal`);
  writer.close();
}
