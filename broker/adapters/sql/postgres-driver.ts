import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { AppError } from '../../domain/app-error.ts';
import { sqlValueOf } from './parameters.ts';
import { connectionLost, spoilsConnection, translatePostgresError, wasUndone } from './postgres-errors.ts';
import type { NamedQuery } from './statement.ts';
import type { TransactionScope } from './transaction-scope.ts';

/** Rows of these were changed; other commands only count what they read. */
const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);
const maxAttempts = 3;

/**
 * Kysely's driver over a pool of pg. It differs from Kysely's own in five ways: code inside a transaction may not take
 * another connection, statements that every request asks are prepared once for each connection, a connection that failed
 * is not used again, a statement of its own that the server undid is done again, and errors are ours.
 */
export function createPostgresDriver(deps: { pool: Pool; scope: TransactionScope }): Driver {
  const { pool, scope } = deps;
  return {
    init: async () => {},
    async acquireConnection() {
      scope.assertOutside();
      return new PostgresConnection(await connected(pool));
    },
    releaseConnection: async (connection) => own(connection).release(),
    beginTransaction: (connection) => own(connection).begin(),
    commitTransaction: (connection) => own(connection).commit(),
    rollbackTransaction: (connection) => own(connection).rollback(),
    destroy: async () => {},
  };
}

async function connected(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw connectionLost(error);
  }
}

function own(connection: DatabaseConnection): PostgresConnection {
  if (connection instanceof PostgresConnection) return connection;
  throw new AppError('internal', { details: { because: 'sql.connection-of-another-driver' } });
}

/** One connection for as long as it is held. */
class PostgresConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  #inTransaction = false;
  #spoilt = false;
  /** Its transaction is ending or the pool has it back: what comes now would run outside, or inside somebody else's. */
  #over = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async executeQuery<Row>(query: CompiledQuery & NamedQuery): Promise<QueryResult<Row>> {
    if (this.#over) throw new AppError('internal', { details: { because: 'sql.store-of-a-transaction-that-has-ended' } });
    for (let attempt = 1; ; attempt++) {
      try {
        const { command, rowCount, rows } = await this.#send(query.sql, query.parameters.map(sqlValueOf), query.name);
        return { rows: rows as Row[], ...(changing.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) };
      } catch (error) {
        // In a transaction all of it was undone, so whoever began it begins again.
        if (this.#inTransaction || this.#spoilt || attempt >= maxAttempts || !wasUndone(error)) throw error;
      }
    }
  }

  streamQuery(): never {
    throw new AppError('internal', { details: { because: 'sql.streaming-not-offered' } });
  }

  async begin(): Promise<void> {
    // Told again for poolers, which may not pass the session's default on.
    await this.#send('begin isolation level read committed');
    this.#inTransaction = true;
  }

  async commit(): Promise<void> {
    this.#over = true;
    const { command } = await this.#send('commit');
    this.#inTransaction = false;
    // What the server answers to the commit of a transaction in which a statement had failed and somebody went on.
    if (command === 'ROLLBACK') throw new AppError('internal', { details: { because: 'sql.commit-after-a-failed-statement' } });
  }

  /** Never throws: the error that led here is the one to tell, and a connection that is gone has rolled back. */
  async rollback(): Promise<void> {
    this.#over = true;
    if (!this.#inTransaction || this.#spoilt) return;
    await this.#send('rollback').catch(() => {
      this.#spoilt = true;
    });
    this.#inTransaction = false;
  }

  /** A connection that failed, or that is still within a transaction, is closed; the pool opens another one. */
  release(): void {
    this.#over = true;
    this.#client.release(this.#spoilt || this.#inTransaction);
  }

  async #send(text: string, values: unknown[] = [], name?: string) {
    // What is asked at once within a transaction goes one after the other; pg wants to be asked one thing at a time.
    const answer = this.#last.then(() =>
      this.#client.query<Record<string, unknown>>({ text, values, ...(name === undefined ? {} : { name }) }),
    );
    this.#last = answer.catch(() => {});
    try {
      return await answer;
    } catch (error) {
      const ours = translatePostgresError(error);
      if (spoilsConnection(ours)) this.#spoilt = true;
      throw ours;
    }
  }
}
