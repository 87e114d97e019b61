import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FreshDatabase, freshDatabase } from './postgres.ts';
import { answerOf } from './postgres-administrator.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

let server: PostgresServer;
let database: FreshDatabase;
beforeAll(async () => {
  server = await startPostgres();
  database = await freshDatabase(server.url);
}, 60_000);
afterAll(() => server.stop());

const answerTo = (sql: string) => answerOf(database.url, sql);

test('a restart keeps the address and what was written', async () => {
  await answerTo('create table kept as select 7 as value');
  await server.restart();
  expect(await answerTo('select value from kept')).toBe(7);
});

test('a crash empties unlogged tables and keeps every acknowledged write to the others', async () => {
  await answerTo('create table logged (value int)');
  await answerTo('create unlogged table unlogged (value int)');
  await answerTo('insert into logged values (1)');
  await answerTo('insert into unlogged values (1)');
  await server.restart('crash');
  expect(await answerTo('select count(*)::int from logged')).toBe(1);
  expect(await answerTo('select count(*)::int from unlogged')).toBe(0);
});

test('a halted server refuses connections, and takes them again when it is started', async () => {
  await server.halt();
  await expect(answerTo('select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await server.start();
  expect(await answerTo('select 1')).toBe(1);
});

test('a read-only server refuses writes until it is set back', async () => {
  await server.setReadOnly(true);
  await expect(answerTo('create table refused (value int)')).rejects.toMatchObject({ code: '25006' });
  await server.setReadOnly(false);
  await answerTo('create table taken (value int)');
});

test('connections can be limited and ended', async () => {
  await database.limitConnections(0);
  await expect(answerTo('select 1')).rejects.toMatchObject({ code: '53300' });
  await database.limitConnections(null);
  await expect(Promise.all([answerTo('select pg_sleep(20)'), endedSoon()])).rejects.toMatchObject({ code: '57P01' });
});

async function endedSoon(): Promise<void> {
  const waiting = `select count(*)::int from pg_stat_activity where query = 'select pg_sleep(20)'`;
  while ((await answerTo(waiting)) === 0);
  await database.endConnections();
}

test('a password is needed', async () => {
  const address = new URL(database.url);
  address.password = 'another';
  await expect(answerOf(address.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
});
