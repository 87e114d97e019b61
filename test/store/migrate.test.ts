import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { migrate } from '../../broker/adapters/sql/migrate.ts';
import { migrations } from '../../broker/adapters/sql/migrations/all.ts';
import type { Migration } from '../../broker/adapters/sql/migrations/migration.ts';
import type { OpenDatabase } from '../../broker/adapters/sql/open-database.ts';
import { openPostgres } from '../../broker/adapters/sql/postgres.ts';
import { openSqlite } from '../../broker/adapters/sql/sqlite.ts';
import type { DatabasePlace } from '../../broker/domain/ports/database-place.ts';
import { brand } from '../support/builders/brand.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { laterMigration as later } from '../support/later-migration.ts';
import { signInAt } from '../support/stored-sign-in.ts';
import { databases, type TestDatabase } from './databases.ts';

const clock = createFakeClock();
const newest = migrations.at(-1)?.number ?? 0;
const openAt = (place: DatabasePlace): OpenDatabase => (place.kind === 'sqlite' ? openSqlite(place.path) : openPostgres(place));

describe.each(databases)('on $name', ({ create }) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await create();
  }, 60_000);
  afterEach(() => database.remove());

  test('two brokers that start at once migrate once, and both go on: 20 rounds', async () => {
    for (let round = 1; round <= 20; round++) {
      const fresh = round === 1 ? database : await create();
      const both = await Promise.all([fresh.open(), fresh.open()]);
      expect(both.map(({ migrated }) => migrated.applied.length).toSorted((a, b) => a - b)).toEqual([0, newest]);
      expect(both.map(({ migrated }) => migrated.version)).toEqual([newest, newest]);
      for (const storage of both) expect(await storage.once.consume(brand('t1'), 'k', 'a', 10)).toBe(storage === both[0]);
      for (const storage of both) await storage.close();
      if (round > 1) await fresh.remove();
    }
  }, 60_000);

  test('a later migration is applied once by two at once, while a broker of this version signs people in', async () => {
    const storage = await database.open();
    let migrating = true;
    const visits = Array.from({ length: 4 }, async (_, lane) => {
      let signedIn = 0;
      while (migrating || signedIn < 5) await signInAt(storage, `${lane}-${signedIn++}`);
      return signedIn;
    });
    await signInAt(storage, 'before');
    const opened = [openAt(database.place), openAt(database.place)];
    try {
      const applied = await Promise.all(opened.map((open) => migrate(open, clock, [...migrations, later])));
      expect(applied.map((each) => each.applied.length).toSorted((a, b) => a - b)).toEqual([0, 1]);
    } finally {
      migrating = false;
    }
    for (const open of opened) await open.close();
    for (const signedIn of await Promise.all(visits)) expect(signedIn).toBeGreaterThanOrEqual(5);
    await signInAt(storage, 'after');
    await storage.close();
  });

  test('a broker that runs goes on with a database that is too new; one that starts refuses it and changes nothing', async () => {
    const running = await database.open();
    const open = openAt(database.place);
    await migrate(open, clock, [...migrations, later]);
    await expect(database.open()).rejects.toMatchObject({ code: 'database_too_new', details: { database: newest + 1, code: newest } });
    await signInAt(running, 'on');
    await running.close();
    const { rows } = await sql<{ number: number }>`select number from schema_migration order by number`.execute(open.db);
    expect(rows.map(({ number }) => number)).toEqual([...migrations.map(({ number }) => number), newest + 1]);
    await open.close();
  });

  test('a step that fails leaves everything as it was', async () => {
    await (await database.open()).close();
    const open = openAt(database.place);
    const bad: Migration = { number: newest + 2, name: 'bad', up: () => Promise.reject(new Error('bad')) };
    await expect(migrate(open, clock, [...migrations, later, bad])).rejects.toThrow('bad');
    expect(await open.dialect.hasTable(open.db, 'later')).toBe(false);
    await open.close();
    await (await database.open()).close();
  });
});
