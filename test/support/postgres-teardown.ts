import type { PostgresServer } from './postgres-server.ts';

export default async function teardown(): Promise<void> {
  await (globalThis as { gatehousePostgres?: PostgresServer }).gatehousePostgres?.stop();
}
