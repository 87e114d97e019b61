import { Client, Pool, types } from 'pg';
import type { PostgresPlace } from '../../domain/ports/database-place.ts';

/** In milliseconds. */
export interface PostgresLimits {
  readonly connectMs: number;
  readonly lockMs: number;
  readonly statementMs: number;
  readonly answerMs: number;
  readonly idleInTransactionMs: number;
  readonly migrationLockMs: number;
}

/** Whoever signs in waits no longer than this; browsers and load balancers have more patience. */
export const servingLimits: PostgresLimits = {
  /** For a free connection, or for a new one. */
  connectMs: 3_000,
  /** For a row that another transaction holds; transactions here take milliseconds. */
  lockMs: 3_000,
  /** For one statement, waits included. The sweeper's are the longest. */
  statementMs: 8_000,
  /** For an answer from a server that fell silent; a little more than the server's own limit. */
  answerMs: 10_000,
  /** A broker that stopped within a transaction (a frozen machine) gives its rows free after this. */
  idleInTransactionMs: 10_000,
  /** For another broker that migrates just now. */
  migrationLockMs: 10 * 60_000,
};

/** An index on a large table takes its time; nobody waits for it. */
export const migratingLimits: PostgresLimits = { ...servingLimits, statementMs: 15 * 60_000, answerMs: 16 * 60_000 };

/** Unused connections go back to the server; after a quiet night the first login opens a fresh one. */
const idleMs = 30_000;
/** Shorter than the memory of firewalls for a silent connection. */
const keepAliveMs = 30_000;

/** PostgreSQL's bigint. Counts, versions and times fit a number of JavaScript. */
const int8 = 20;

/** A pool over the place. It opens nothing before it is asked; lost connections are replaced when they are needed. */
export function createPostgresPool(place: PostgresPlace, limits: PostgresLimits): Pool {
  const pool = new Pool({
    Client: ClosingClient,
    // Everything is told, or else pg looks into the environment and into a file of the user's for it.
    host: place.host,
    port: place.port,
    database: place.name,
    user: place.user,
    // A function, so that the pool's options do not hold it; an empty one is refused where a password is asked for.
    password: () => place.password?.reveal() ?? '',
    ssl: place.tls === null ? false : { rejectUnauthorized: place.tls.verify, ...(place.tls.ca === null ? {} : { ca: place.tls.ca }) },
    max: place.poolSize,
    application_name: 'gatehouse',
    connectionTimeoutMillis: limits.connectMs,
    idleTimeoutMillis: idleMs,
    query_timeout: limits.answerMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveMs,
    options: sessionOptions({
      statement_timeout: limits.statementMs,
      lock_timeout: limits.lockMs,
      idle_in_transaction_session_timeout: limits.idleInTransactionMs,
      // Whatever the role or the server was set to: the stores are written for this one.
      default_transaction_isolation: 'read committed',
    }),
    types: { getTypeParser: typeParser },
  });
  // Without a listener, a connection that the server ends would end this process. Whoever uses the connection next is told.
  const ignored = () => {};
  pool.on('error', ignored);
  pool.on('connect', (client) => client.on('error', ignored));
  return pool;
}

/** Where pg itself breaks the greeting off, as without a password, it leaves the connection open, and the server holds it for a minute. */
class ClosingClient extends Client {
  override connect(): Promise<Client>;
  override connect(callback: (error: Error) => void): void;
  override connect(callback?: (error: Error) => void): unknown {
    if (callback === undefined) return super.connect();
    return super.connect((error: Error) => {
      if (error) this.end(() => {});
      callback(error);
    });
  }
}

/** Sent with the greeting, so that no connection is ever without them. */
function sessionOptions(settings: Readonly<Record<string, string | number>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${String(value).replaceAll(' ', '\\ ')}`)
    .join(' ');
}

/** This pool's own; pg's are everybody's. */
function typeParser(oid: number, format?: string): (value: string) => unknown {
  if (oid === int8) return Number;
  return format === 'binary' ? types.getTypeParser(oid, 'binary') : types.getTypeParser(oid);
}
