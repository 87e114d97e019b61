import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, jest } from '@jest/globals';
import type { DatabasePlace } from '../../broker/domain/ports/database-place.ts';
import { freshDatabase, placeOf, sharedPostgres } from '../support/postgres.ts';
import { openTestStorage, type TestStorage } from '../support/storage.ts';

/** An empty database of one kind, and connections to it. */
export interface TestDatabase {
  readonly place: DatabasePlace;
  /** Another broker's storage over the same database. */
  open(): Promise<TestStorage>;
  /** Forgets everything, when nobody has it open. */
  empty(): Promise<void>;
  remove(): Promise<void>;
}

/** Every database that the stores run on; each suite runs on each. */
export const databases: readonly { readonly name: string; readonly create: () => Promise<TestDatabase> }[] = [
  { name: 'SQLite', create: createSqliteDatabase },
  { name: 'PostgreSQL', create: createPostgresDatabase },
];

/** In memory where the system offers it: thousands of commits would only wait for the disk. */
const fastFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

async function createSqliteDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(fastFolder, 'gatehouse-store-'));
  let opened = 0;
  let emptied = 0;
  const place = (): DatabasePlace => ({ kind: 'sqlite', path: join(folder, `broker-${emptied}.db`) });
  return {
    get place() {
      return place();
    },
    open: () => openTestStorage({ place: place(), seed: `broker ${++opened}` }),
    async empty() {
      emptied += 1;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** On the server that the run shares. */
async function createPostgresDatabase(): Promise<TestDatabase> {
  const server = await sharedPostgres();
  const database = await freshDatabase(server.url);
  const place = placeOf(database.url);
  let opened = 0;
  return {
    place,
    open: () => openTestStorage({ place, seed: `broker ${++opened}` }),
    empty: () => database.run(emptyTables),
    async remove() {
      await database.remove();
      await server.stop();
    },
  };
}

/** Far quicker than a database for each test. */
const emptyTables = `do $$ declare name text; begin
  for name in select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_migration'
  loop execute format('truncate %I cascade', name); end loop; end $$`;

/** Runs a suite on every database. `one()` is a broker's storage, `two()` another's over the same database. */
export function onEachDatabase(suite: (at: { one: () => TestStorage; two: () => TestStorage }) => void): void {
  // Hundreds of rounds over a network take their time where the machine is busy.
  jest.setTimeout(60_000);
  describe.each(databases)('on $name', ({ create }) => {
    let database: TestDatabase;
    let storages: readonly [TestStorage, TestStorage];
    beforeAll(async () => {
      database = await create();
    });
    beforeEach(async () => {
      storages = [await database.open(), await database.open()];
    });
    afterEach(async () => {
      for (const storage of storages) await storage.close();
      await database.empty();
    });
    afterAll(() => database.remove());
    suite({ one: () => storages[0], two: () => storages[1] });
  });
}
