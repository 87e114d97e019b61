import { type PostgresServer, startPostgres } from './postgres-server.ts';

/** One server for the whole run, for every project; before the workers start, so that they know its address. */
export default async function setup(): Promise<void> {
  const server = await startPostgres();
  process.env.TEST_POSTGRES = server.url;
  (globalThis as { gatehousePostgres?: PostgresServer }).gatehousePostgres = server;
}
