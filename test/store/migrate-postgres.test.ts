import { AsyncResource } from 'node:async_hooks';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { migrate } from '../../broker/adapters/sql/migrate.ts';
import { migrations } from '../../broker/adapters/sql/migrations/all.ts';
import type { Migration } from '../../broker/adapters/sql/migrations/migration.ts';
import type { OpenDatabase } from '../../broker/adapters/sql/open-database.ts';
import { openPostgres } from '../../broker/adapters/sql/postgres.ts';
import { servingLimits } from '../../broker/adapters/sql/postgres-pool.ts';
import { inTransaction } from '../../broker/adapters/sql/whole.ts';
import { brand } from '../support/builders/brand.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { laterMigration } from '../support/later-migration.ts';
import { type FreshDatabase, freshDatabase, placeOf, sharedPostgres } from '../support/postgres.ts';
import { createRecordedLog } from '../support/recorded-log.ts';
import { openTestStorage } from '../support/storage.ts';
import { signInAt } from '../support/stored-sign-in.ts';

const clock = createFakeClock();
let server: Awaited<ReturnType<typeof sharedPostgres>>;
let database: FreshDatabase;
let open: OpenDatabase;
beforeAll(async () => {
  server = await sharedPostgres();
}, 60_000);
afterAll(() => server.stop());
beforeEach(async () => {
  database = await freshDatabase(server.url);
  open = openPostgres(placeOf(database.url));
});
afterEach(async () => {
  await open.close();
  await database.remove();
});

test('a migration gives way to a transaction that holds its table, and is done when that has ended', async () => {
  const storage = await openTestStorage({ place: placeOf(database.url) });
  let attempts = 0;
  const counted: Migration = {
    ...laterMigration,
    up(db, dialect) {
      attempts += 1;
      return laterMigration.up(db, dialect);
    },
  };
  const held = Promise.withResolvers<void>();
  const holder = inTransaction(open, async (db) => {
    await sql`lock table consumed in row exclusive mode`.execute(db);
    held.resolve();
    // Others are not kept waiting: they write into the very table that the migration waits for.
    for (let index = 0; attempts < 2; index++) await storage.once.consume(brand('t1'), 'while waiting', String(index), 10);
  });
  await held.promise;
  const log = createRecordedLog();
  const [{ applied }] = await Promise.all([migrate(open, clock, [...migrations, counted], log), holder]);
  expect([applied.length, attempts > 1]).toEqual([1, true]);
  expect(log.lines).toContainEqual({ level: 'warn', event: 'storage.migration_gave_way', fields: { because: 'postgres.55P03', count: 1 } });
  expect(log.lines.at(-1)).toEqual({ level: 'info', event: 'storage.migrated', fields: { count: 1 } });
  await storage.close();
});

test('a migration waits for another one, says so, and does not begin again when that never ends', async () => {
  const other = openPostgres(placeOf(database.url), { ...servingLimits, migrationLockMs: 50 });
  const log = createRecordedLog();
  const migrating = AsyncResource.bind(() => migrate(other, clock, migrations, log));
  await inTransaction(open, async (db) => {
    await open.dialect.lockForMigration(db, () => {});
    await expect(migrating()).rejects.toMatchObject({ code: 'database_unavailable', details: { because: 'postgres.migration-lock' } });
  });
  expect(log.lines.map(({ event }) => event)).toEqual(['storage.waits_for_other_migration']);
  expect((await migrate(other, clock, migrations, log)).applied).toHaveLength(migrations.length);
  await other.close();
});

test('a broker that may only read and write rows runs on a database that its owner migrated, and cannot migrate it', async () => {
  await migrate(open, clock);
  const name = `${placeOf(database.url).user}_rows`;
  await database.run(
    `create role ${name} login password 'rows'`,
    `grant select, insert, update, delete on all tables in schema public to ${name}`,
  );
  const address = new URL(database.url);
  address.username = name;
  address.password = 'rows';
  const place = placeOf(address.href);
  const storage = await openTestStorage({ place });
  await storage.ping();
  await signInAt(storage, 'with few rights');
  await storage.close();
  const few = openPostgres(place);
  await expect(migrate(few, clock, [...migrations, laterMigration])).rejects.toMatchObject({
    code: 'database_unavailable',
    details: { sqlstate: '42501' },
  });
  await few.close();
  await database.run(`drop owned by ${name}`, `drop role ${name}`);
});
