import { setTimeout as delay } from 'node:timers/promises';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { AppError } from '../../domain/app-error.ts';
import type { SqliteDatabase } from './sqlite-database.ts';
import { isBusy, translateSqliteError } from './sqlite-errors.ts';
import { inTrouble, isLastingDamage } from './sqlite-troubles.ts';
import type { TransactionScope } from './transaction-scope.ts';

const longestPauseMs = 20;

/**
 * Kysely's driver over one connection of the built-in SQLite. It differs from Kysely's own in five ways: a transaction
 * takes the write lock at once (a later one could find its reads out of date and fail), waiting for another process
 * does not block this one, everyone outside a transaction waits for its end, no waiting lasts longer than `patienceMs`, and
 * errors are ours. Once a lock of another process has outlasted that, nobody else waits for it: each statement tries once,
 * until one succeeds. After a page was found damaged nothing is read or written any more, because what a damaged index
 * does not find would count as never used.
 */
export function createSqliteDriver(deps: { database: SqliteDatabase; scope: TransactionScope; patienceMs: number }): Driver {
  const { database, scope, patienceMs } = deps;
  const queue: (() => void)[] = [];
  let taken = false;
  /** Until when whoever has the connection waits for a lock. */
  let deadline = 0;
  let lockOutlasted = false;
  let damage: AppError | null = null;

  const connection: DatabaseConnection = {
    executeQuery: <Row>(query: CompiledQuery) => patiently(() => execute<Row>(database, query), isWrite(query.sql)),
    streamQuery() {
      throw new AppError('internal', { details: { because: 'sql.streaming-not-offered' } });
    },
  };

  /** Tries again while another connection holds the lock; inside a transaction the lock is ours already. */
  async function patiently<Result>(attempt: () => Result, takesLock: boolean): Promise<Result> {
    for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        const result = attempt();
        if (takesLock) lockOutlasted = false;
        return result;
      } catch (error) {
        const locked = isBusy(error) && !database.isTransaction;
        if (!locked) throw remembered(translateSqliteError(error));
        lockOutlasted ||= performance.now() >= deadline;
        if (lockOutlasted) throw translateSqliteError(error);
      }
      await delay(pauseMs);
    }
  }

  function remembered(error: unknown): unknown {
    if (error instanceof AppError && isLastingDamage(error)) damage = error;
    return error;
  }

  /** The end of those before, or of one's patience. */
  function turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(go), 1);
        reject(inTrouble('sqlite.busy'));
      }, patienceMs);
      queue.push(go);
    });
  }

  const command = (sql: string) => patiently(() => database.exec(sql), true);

  return {
    init: async () => {},
    async acquireConnection() {
      scope.assertOutside();
      if (damage !== null) throw damage;
      database.assertInPlace();
      const patience = performance.now() + patienceMs;
      if (taken) await turn();
      taken = true;
      deadline = patience;
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

/** Reads go on while another process holds the lock for writing, so that they succeed tells nothing about it. */
function isWrite(sql: string): boolean {
  return !sql.startsWith('select');
}
