import { setTimeout as delay } from 'node:timers/promises';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { AppError } from '../../domain/app-error.ts';
import type { SqliteDatabase } from './sqlite-database.ts';
import { isBusy, translateSqliteError } from './sqlite-errors.ts';
import type { TransactionScope } from './transaction-scope.ts';

const longestPauseMs = 20;

/**
 * Kysely's driver over one connection of the built-in SQLite. It differs from Kysely's own in four ways: a transaction
 * takes the write lock at once (a later one could find its reads out of date and fail), waiting for another process
 * does not block this one, everyone outside a transaction waits for its end, and errors are ours. A statement waits
 * `patienceMs` for the lock of another process before the database counts as away.
 */
export function createSqliteDriver(deps: { database: SqliteDatabase; scope: TransactionScope; patienceMs: number }): Driver {
  const { database, scope, patienceMs } = deps;
  const queue: (() => void)[] = [];
  let taken = false;

  const connection: DatabaseConnection = {
    executeQuery: <Row>(query: CompiledQuery) => patiently(database, patienceMs, () => execute<Row>(database, query)),
    streamQuery() {
      throw new AppError('internal', { details: { because: 'sql.streaming-not-offered' } });
    },
  };
  const command = async (sql: string) => {
    await patiently(database, patienceMs, () => database.exec(sql));
  };

  return {
    init: async () => {},
    async acquireConnection() {
      scope.assertOutside();
      if (taken) await new Promise<void>((resolve) => queue.push(resolve));
      taken = true;
      return connection;
    },
    async releaseConnection() {
      const next = queue.shift();
      // Handed over while still taken, so that nobody slips in between.
      if (next === undefined) taken = false;
      else next();
    },
    beginTransaction: () => command('begin immediate'),
    commitTransaction: () => command('commit'),
    async rollbackTransaction() {
      // SQLite rolls back by itself on a full disk or an I/O error; a second rollback would hide the first error.
      if (database.isTransaction) await command('rollback');
    },
    destroy: async () => database.close(),
  };
}

function execute<Row>(database: SqliteDatabase, { sql, parameters }: CompiledQuery): QueryResult<Row> {
  const { rows, changes } = database.run(sql, parameters);
  return { rows: rows as Row[], numAffectedRows: BigInt(changes) };
}

/** Tries again while another connection holds the lock; inside a transaction the lock is ours already. */
async function patiently<Result>(database: SqliteDatabase, patienceMs: number, attempt: () => Result): Promise<Result> {
  const deadline = performance.now() + patienceMs;
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || database.isTransaction || performance.now() >= deadline) throw translateSqliteError(error);
    }
    await delay(pauseMs);
  }
}
