import { type Kysely, sql } from 'kysely';
import { AppError } from '../../domain/app-error.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { migrations as allMigrations } from './migrations/all.ts';
import type { Migration } from './migrations/migration.ts';
import type { Database } from './schema.ts';
import type { OpenDatabase } from './sqlite.ts';

export interface Migrated {
  readonly applied: readonly { readonly number: number; readonly name: string }[];
  /** The newest one that the database has now. */
  readonly version: number;
}

/**
 * Brings the schema up to date, all steps in one transaction: two processes that start together do it once, and a step
 * that fails leaves the database as it was. Throws `database_too_new` for a database that a later version migrated, and
 * `database_unavailable`.
 */
export async function migrate(
  { db, dialect, scope }: OpenDatabase,
  clock: Clock,
  migrations: readonly Migration[] = allMigrations,
): Promise<Migrated> {
  return db.transaction().execute((transaction) =>
    scope.run(async () => {
      await dialect.lockForMigration(transaction);
      const present = await versionOf(transaction, dialect.types);
      const newest = migrations.at(-1)?.number ?? 0;
      if (present > newest) throw new AppError('database_too_new', { details: { database: present, code: newest } });
      const pending = migrations.filter((migration) => migration.number > present);
      for (const { number, name, up } of pending) {
        await up(transaction, dialect);
        await transaction.insertInto('schema_migration').values({ number, name, applied_at: clock.now() }).execute();
      }
      return { applied: pending.map(({ number, name }) => ({ number, name })), version: newest };
    }),
  );
}

async function versionOf(db: Kysely<Database>, types: OpenDatabase['dialect']['types']): Promise<number> {
  await db.schema
    .createTable('schema_migration')
    .ifNotExists()
    .addColumn('number', types.integer, (column) => column.primaryKey().notNull())
    .addColumn('name', types.text, (column) => column.notNull())
    .addColumn('applied_at', types.integer, (column) => column.notNull())
    .execute();
  const row = await db.selectFrom('schema_migration').select(sql<number>`coalesce(max(number), 0)`.as('version')).executeTakeFirstOrThrow();
  return row.version;
}
