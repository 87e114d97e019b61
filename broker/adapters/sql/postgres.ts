/**
 * PostgreSQL, for several brokers over one database. Loaded only where the address says so: the driver costs memory that
 * a broker on SQLite does not need.
 */
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import { AppError } from '../../domain/app-error.ts';
import type { PostgresPlace } from '../../domain/ports/database-place.ts';
import type { SqlDialect } from './dialect.ts';
import type { OpenDatabase } from './open-database.ts';
import { createPostgresDriver } from './postgres-driver.ts';
import { lockWasNotGiven } from './postgres-errors.ts';
import { createPostgresPool, migratingLimits, type PostgresLimits, servingLimits } from './postgres-pool.ts';
import type { Database } from './schema.ts';
import { createTransactionScope } from './transaction-scope.ts';

/** "gatehous" as a number: the name of the lock that whoever migrates holds. */
const migrationLock = 7_449_363_237_540_164_979n;
/** For a table. While a migration waits, every statement on that table waits behind it, so it gives up soon and tries again. */
const tableLockMs = 500;

const closePatienceMs = 5_000;

const dialectOf = ({ migrationLockMs }: PostgresLimits): SqlDialect => ({
  types: { text: 'text', integer: 'bigint', bytes: 'bytea' },
  // Unlogged tables are not written to the log: no wait for the disk, and empty after a crash of the server.
  table: (builder, life) => (life === 'short-lived' ? builder.modifyFront(sql`unlogged`) : builder),
  async hasTable(db, name) {
    const { rows } = await sql<{ there: boolean }>`select to_regclass(${name}) is not null as there`.execute(db);
    return rows[0]?.there === true;
  },
  async lockForMigration(transaction, waiting) {
    const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${migrationLock}) as taken`.execute(transaction);
    if (rows[0]?.taken !== true) {
      waiting();
      await waitForOtherMigration(transaction, migrationLockMs);
    }
    await setLockTimeout(transaction, tableLockMs);
  },
  held: (query) => query.forKeyShare(),
  unchanged: (query) => query.forShare(),
});

/** Its end in vain has a name of its own: unlike a table's lock, nobody tries for it again. */
async function waitForOtherMigration(transaction: Kysely<Database>, ms: number): Promise<void> {
  await setLockTimeout(transaction, ms);
  try {
    await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(transaction);
  } catch (error) {
    if (!lockWasNotGiven(error)) throw error;
    throw new AppError('database_unavailable', { cause: error, details: { because: 'postgres.migration-lock' } });
  }
}

async function setLockTimeout(transaction: Kysely<Database>, ms: number): Promise<void> {
  await sql`select set_config('lock_timeout', ${String(ms)}, true)`.execute(transaction);
}

/** Opens a pool, and no connection yet: what is wrong with the place is told by the first statement. */
export function openPostgres(place: PostgresPlace, limits: PostgresLimits = servingLimits): OpenDatabase {
  const pool = createPostgresPool(place, limits);
  const scope = createTransactionScope();
  const db = new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => createPostgresDriver({ pool, scope }),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  let closing: Promise<void> | null = null;
  return {
    db,
    dialect: dialectOf(limits),
    scope,
    async patiently(work) {
      const patient = openPostgres({ ...place, poolSize: 1 }, { ...migratingLimits, migrationLockMs: limits.migrationLockMs });
      try {
        return await work(patient);
      } finally {
        await patient.close();
      }
    },
    close() {
      closing ??= ended(pool);
      return closing;
    },
  };
}

/** Waits for transactions under way, though not for ever: one that waits for this very end would never come to its own. */
async function ended(pool: ReturnType<typeof createPostgresPool>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, closePatienceMs);
  await Promise.race([pool.end(), promise]);
  clearTimeout(timer);
}
