import { setTimeout as delay } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { AppError } from '../../domain/app-error.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Log } from '../../domain/ports/log.ts';
import { migrations as allMigrations } from './migrations/all.ts';
import type { Migration } from './migrations/migration.ts';
import type { OpenDatabase } from './open-database.ts';
import { lockWasNotGiven } from './postgres-errors.ts';
import type { Database } from './schema.ts';
import { inTransaction } from './whole.ts';

export interface Migrated {
  readonly applied: readonly { readonly number: number; readonly name: string }[];
  /** The newest one that the database has now. */
  readonly version: number;
}

/** A migration that gave way to running brokers tries again, until a moment comes when nobody holds the table. */
const maxAttempts = 10;
const pauseMs = 500;

/**
 * Brings the schema up to date, all steps in one transaction: two processes that start together do it once, and a step
 * that fails leaves the database as it was. Where nothing is to be done it only reads, without a lock. Throws
 * `database_too_new` for a database that a later version migrated, and `database_unavailable`. Tells the log what it waits for
 * and how many steps it did.
 */
export async function migrate(
  open: OpenDatabase,
  clock: Clock,
  migrations: readonly Migration[] = allMigrations,
  log?: Log,
): Promise<Migrated> {
  const version = migrations.at(-1)?.number ?? 0;
  if ((await versionOf(open.db, open.dialect, version)) === version) return { applied: [], version };
  return open.patiently(async (patient) => {
    for (let attempt = 1; ; attempt++) {
      try {
        const migrated = await inTransaction(patient, async (transaction) => {
          await patient.dialect.lockForMigration(transaction, () => log?.info('storage.waits_for_other_migration'));
          return applied(transaction, patient.dialect, clock, migrations, version);
        });
        if (migrated.applied.length > 0) log?.info('storage.migrated', { count: migrated.applied.length });
        return migrated;
      } catch (error) {
        if (attempt >= maxAttempts || !lockWasNotGiven(error)) throw error;
        log?.warn('storage.migration_gave_way', { because: 'postgres.55P03', count: attempt });
      }
      await delay(pauseMs);
    }
  });
}

async function applied(
  transaction: Kysely<Database>,
  dialect: OpenDatabase['dialect'],
  clock: Clock,
  migrations: readonly Migration[],
  version: number,
): Promise<Migrated> {
  const present = await versionOf(transaction, dialect, version);
  if (present === null) await createList(transaction, dialect);
  const pending = migrations.filter((migration) => migration.number > (present ?? 0));
  for (const { number, name, up } of pending) {
    await up(transaction, dialect);
    await transaction.insertInto('schema_migration').values({ number, name, applied_at: clock.now() }).execute();
  }
  return { applied: pending.map(({ number, name }) => ({ number, name })), version };
}

/** The newest migration that the database has; null where there never was one. Throws `database_too_new`. */
async function versionOf(db: Kysely<Database>, dialect: OpenDatabase['dialect'], newest: number): Promise<number | null> {
  if (!(await dialect.hasTable(db, 'schema_migration'))) return null;
  const { version } = await db
    .selectFrom('schema_migration')
    .select(sql<number>`coalesce(max(number), 0)`.as('version'))
    .executeTakeFirstOrThrow();
  if (version > newest) throw new AppError('database_too_new', { details: { database: version, code: newest } });
  return version;
}

async function createList(db: Kysely<Database>, { types }: OpenDatabase['dialect']): Promise<void> {
  await db.schema
    .createTable('schema_migration')
    .addColumn('number', types.integer, (column) => column.primaryKey().notNull())
    .addColumn('name', types.text, (column) => column.notNull())
    .addColumn('applied_at', types.integer, (column) => column.notNull())
    .execute();
}
