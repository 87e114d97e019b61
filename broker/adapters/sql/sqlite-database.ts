import { closeSync, openSync, realpathSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { createBoundedMap } from '../seal/bounded-map.ts';
import { sqlValueOf } from './parameters.ts';
import { watchFiles } from './sqlite-files.ts';
import { needsSync, syncWal } from './wal-sync.ts';

/** The built-in SQLite, with what every statement needs: checked parameters and prepared statements kept by their text. */
export interface SqliteDatabase {
  run(sql: string, parameters: readonly unknown[]): { readonly rows: unknown[]; readonly changes: number | bigint };
  exec(sql: string): void;
  readonly isTransaction: boolean;
  /** Throws `database_unavailable` when the file was moved, deleted or replaced. */
  assertInPlace(): void;
  close(): void;
}

interface Prepared {
  readonly statement: StatementSync;
  readonly reads: boolean;
  readonly needsSync: boolean;
}

/** Statements wait in the driver, without blocking. */
const statementPatienceMs = 5;
/** 16 MB of log; SQLite's own rule is 4 MB. */
const checkpointPages = 4_000;
const maxPrepared = 500;

/**
 * Opens a database file, or `:memory:`. Opening waits `patienceMs` for another process that just makes the file. Throws
 * SQLite's own errors and those of the file system.
 */
export function openDatabase(name: string, patienceMs: number): SqliteDatabase {
  const path = name === ':memory:' ? name : madeReady(name);
  // The timeout stands before WAL is asked for: else two processes that start together fail with "database is locked".
  const database = new DatabaseSync(path, { timeout: patienceMs, enableForeignKeyConstraints: true });
  try {
    // NORMAL: commits survive the end of the process, and the file stays whole in a power cut (WAL). What must survive the
    // power cut too is synced here, write by write: a sync at every step of every login would cost more than the login.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;');
    // Pages that several logins write are carried from the log to the file once for all of them: a fifth less work a login.
    database.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages}`);
    // From here on a wait blocks the whole process, so SQLite waits for moments only.
    database.exec(`PRAGMA busy_timeout = ${statementPatienceMs}`);
    // The first read makes the log, so that the watch finds it.
    database.exec('SELECT 1 FROM sqlite_schema');
  } catch (error) {
    database.close();
    throw error;
  }
  const files = path === ':memory:' ? null : watchFiles(path);
  const kept = createBoundedMap<Prepared>(maxPrepared);

  function prepare(sql: string): Prepared {
    const known = kept.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    const prepared = { statement, reads: statement.columns().length > 0, needsSync: path !== ':memory:' && needsSync(sql) };
    kept.set(sql, prepared);
    return prepared;
  }

  /** Something in the present transaction has to be on the disk when its commit is acknowledged. */
  let unsynced = false;

  function written(): void {
    if (database.isTransaction) unsynced = true;
    else settle();
  }

  /** Nothing lasting is acknowledged that stands in a file which nobody will find again. */
  function settle(): void {
    files?.assertInPlaceNow();
    syncWal(path);
  }

  return {
    run(sql, parameters) {
      const { statement, reads, needsSync } = prepare(sql);
      const values = parameters.map(sqlValueOf);
      if (reads) {
        const rows = statement.all(...values);
        if (needsSync && rows.length > 0) written();
        return { rows, changes: rows.length };
      }
      const { changes } = statement.run(...values);
      if (needsSync && changes > 0) written();
      return { rows: [], changes };
    },
    exec(sql) {
      database.exec(sql);
      if (database.isTransaction || !unsynced) return;
      unsynced = false;
      // After a commit; after a rollback it has nothing to do and does no harm.
      settle();
    },
    assertInPlace: () => files?.assertInPlace(),
    get isTransaction() {
      return database.isOpen && database.isTransaction;
    },
    close() {
      if (database.isOpen) database.close();
    },
  };
}

/**
 * The file itself, also where `name` is a link to it: SQLite puts its log beside the file. Made where it is not there,
 * readable by its owner alone; what SQLite puts beside it takes over the mode. An existing file is left as it is.
 */
function madeReady(name: string): string {
  closeSync(openSync(name, 'a', 0o600));
  return realpathSync(name);
}
