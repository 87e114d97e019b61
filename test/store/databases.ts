import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe } from '@jest/globals';
import { openTestStorage, type TestStorage } from '../support/storage.ts';

/** An empty database of one kind, and connections to it. */
interface TestDatabase {
  /** Another broker's storage over the same database. */
  open(): Promise<TestStorage>;
  remove(): Promise<void>;
}

/** Every database that the stores run on; each suite runs on each. */
const databases: readonly { readonly name: string; readonly create: () => Promise<TestDatabase> }[] = [
  { name: 'SQLite', create: createSqliteDatabase },
];

/** In memory where the system offers it: thousands of commits would only wait for the disk. */
const fastFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

async function createSqliteDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(fastFolder, 'gatehouse-store-'));
  let opened = 0;
  return {
    open: () => openTestStorage({ path: join(folder, 'broker.db'), seed: `broker ${++opened}` }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Runs a suite on every database. `one()` is a broker's storage, `two()` another's over the same database. */
export function onEachDatabase(suite: (at: { one: () => TestStorage; two: () => TestStorage }) => void): void {
  describe.each(databases)('on $name', ({ create }) => {
    let database: TestDatabase;
    let storages: readonly [TestStorage, TestStorage];
    beforeEach(async () => {
      database = await create();
      storages = [await database.open(), await database.open()];
    });
    afterEach(async () => {
      for (const storage of storages) await storage.close();
      await database.remove();
    });
    suite({ one: () => storages[0], two: () => storages[1] });
  });
}
