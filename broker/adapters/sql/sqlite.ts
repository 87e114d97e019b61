import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import type { SqlDialect } from './dialect.ts';
import type { OpenDatabase } from './open-database.ts';
import type { Database } from './schema.ts';
import { openDatabase } from './sqlite-database.ts';
import { createSqliteDriver } from './sqlite-driver.ts';
import { translateSqliteError } from './sqlite-errors.ts';
import { examineFile } from './sqlite-examine.ts';
import { createTransactionScope } from './transaction-scope.ts';

/** STRICT tables refuse a value of another type instead of keeping it as it came. */
const sqliteDialect: SqlDialect = {
  types: { text: 'text', integer: 'integer', bytes: 'blob' },
  table: (builder) => builder.modifyEnd(sql`strict`),
  // Every transaction takes the write lock at its start.
  lockForMigration: async () => {},
  held: (query) => query,
  unchanged: (query) => query,
  async hasTable(db, name) {
    const { rows } = await sql`select 1 from sqlite_master where type = 'table' and name = ${name}`.execute(db);
    return rows.length > 0;
  },
};

const defaultLockPatienceMs = 5_000;

/** Opens a database file or `:memory:`. Throws `database_unavailable`. */
export function openSqlite(path: string, options: { readonly lockPatienceMs?: number } = {}): OpenDatabase {
  const patienceMs = options.lockPatienceMs ?? defaultLockPatienceMs;
  const database = opened(path, patienceMs);
  const scope = createTransactionScope();
  const db = new Kysely<Database>({
    dialect: {
      createAdapter: () => new OneConnectionAdapter(),
      createDriver: () => createSqliteDriver({ database, scope, patienceMs }),
      createIntrospector: (kysely) => new SqliteIntrospector(kysely),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  // Kysely's own `destroy` makes later calls fail with an error that is not ours.
  const bench = { db, dialect: sqliteDialect, scope };
  return { ...bench, patiently: (work) => work(bench), close: async () => database.close() };
}

/** The driver queues by itself; Kysely's mutex would make a wrong call inside a transaction wait for ever. */
class OneConnectionAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

function opened(path: string, patienceMs: number): ReturnType<typeof openDatabase> {
  try {
    if (path !== ':memory:') examineFile(path, patienceMs);
    return openDatabase(path, patienceMs);
  } catch (error) {
    throw translateSqliteError(error);
  }
}
