import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { types } from 'node:util';
import { AppError } from '../../domain/app-error.ts';
import { createBoundedMap } from '../seal/bounded-map.ts';
import { needsSync, syncWal } from './wal-sync.ts';

/** The built-in SQLite, with what every statement needs: checked parameters and prepared statements kept by their text. */
export interface SqliteDatabase {
  run(sql: string, parameters: readonly unknown[]): { readonly rows: unknown[]; readonly changes: number | bigint };
  exec(sql: string): void;
  readonly isTransaction: boolean;
  close(): void;
}

interface Prepared {
  readonly statement: StatementSync;
  readonly reads: boolean;
  readonly needsSync: boolean;
}

/** Opening waits this long for another process that just creates the file; statements wait in the driver, without blocking. */
const openPatienceMs = 5_000;
const statementPatienceMs = 5;
/** 16 MB of log; SQLite's own rule is 4 MB. */
const checkpointPages = 4_000;
const maxPrepared = 500;

/** Opens a database file, or `:memory:`. Throws SQLite's own errors. */
export function openDatabase(path: string): SqliteDatabase {
  if (path !== ':memory:') createPrivately(path);
  // The timeout stands before WAL is asked for: else two processes that start together fail with "database is locked".
  const database = new DatabaseSync(path, { timeout: openPatienceMs, enableForeignKeyConstraints: true });
  try {
    // NORMAL: commits survive the end of the process, and the file stays whole in a power cut (WAL). What must survive the
    // power cut too is synced here, write by write: a sync at every step of every login would cost more than the login.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;');
    // Pages that several logins write are carried from the log to the file once for all of them: a fifth less work a login.
    database.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages}`);
    // From here on a wait blocks the whole process, so SQLite waits for moments only.
    database.exec(`PRAGMA busy_timeout = ${statementPatienceMs}`);
  } catch (error) {
    database.close();
    throw error;
  }
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
    else syncWal(path);
  }

  return {
    run(sql, parameters) {
      const { statement, reads, needsSync } = prepare(sql);
      const values = parameters.map(boundValueOf);
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
      syncWal(path);
    },
    get isTransaction() {
      return database.isOpen && database.isTransaction;
    },
    close() {
      if (database.isOpen) database.close();
    },
  };
}

/** Readable by its owner alone; the files that SQLite puts beside it take over the mode. An existing file is left as it is. */
function createPrivately(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch {
    // What is wrong with the path is said by SQLite, which tries next.
  }
}

/**
 * node:sqlite takes an object in first place for named parameters and silently shifts the others, so nothing passes
 * here that SQLite has no type for.
 */
function boundValueOf(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'bigint') return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
  } else if (typeof value === 'boolean') return value ? 1 : 0;
  else if (types.isUint8Array(value)) return value;
  throw new AppError('internal', { details: { because: 'sql.parameter-type', type: typeof value } });
}
