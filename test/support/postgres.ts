import { randomBytes } from 'node:crypto';
import { readDatabase } from '../../broker/config/database.ts';
import { configFiles } from '../../broker/config/files.ts';
import type { PostgresPlace } from '../../broker/domain/ports/database-place.ts';
import { asAdministrator } from './postgres-administrator.ts';
import { startPostgres } from './postgres-server.ts';

/** An empty database with an owner of its own, as an operator would make one for a broker. */
export interface FreshDatabase {
  /** `postgres://` with the owner's name and password. */
  readonly url: string;
  /** Runs statements in it as the administrator. */
  run(...statements: readonly string[]): Promise<void>;
  /** Lets no more connections in than this; null lifts it. Those that are open stay. */
  limitConnections(limit: number | null): Promise<void>;
  /** Ends every connection of the owner, as a restart of the server would. */
  endConnections(): Promise<void>;
  remove(): Promise<void>;
}

/** An address as a broker's configuration reads it. */
export function placeOf(url: string, poolSize = 10): PostgresPlace {
  const reading = readDatabase({ address: url, passwordFile: undefined, poolSize, mode: 'development' }, configFiles);
  if (!reading.ok || reading.database.kind !== 'postgres') throw new Error(`not an address of PostgreSQL: ${url}`);
  return reading.database;
}

/** A server for suites that do not mistreat it: the one that the whole run shares, else one of their own. */
export async function sharedPostgres(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const url = process.env.TEST_POSTGRES;
  return url === undefined ? startPostgres() : { url, stop: async () => {} };
}

/** Makes a database on the server of `url`, which is its administrator's. */
export async function freshDatabase(url: string): Promise<FreshDatabase> {
  const name = `broker_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(8).toString('hex');
  await asAdministrator(url, `create role ${name} login password '${password}'`, `create database ${name} owner ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const administrator = own.href;
  own.username = name;
  own.password = password;
  const end = `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${name}'`;
  return {
    url: own.href,
    run: (...statements) => asAdministrator(administrator, ...statements),
    limitConnections: (limit) => asAdministrator(url, `alter database ${name} connection limit ${limit ?? -1}`),
    endConnections: () => asAdministrator(url, end),
    remove: () => asAdministrator(url, `drop database if exists ${name} with (force)`, `drop role if exists ${name}`),
  };
}
