import { AsyncResource } from 'node:async_hooks';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { types } from 'pg';
import { migrate } from '../../../../broker/adapters/sql/migrate.ts';
import type { OpenDatabase } from '../../../../broker/adapters/sql/open-database.ts';
import { openPostgres } from '../../../../broker/adapters/sql/postgres.ts';
import { type PostgresLimits, servingLimits } from '../../../../broker/adapters/sql/postgres-pool.ts';
import { namingServer } from '../../../../broker/adapters/sql/postgres-troubles.ts';
import { statement } from '../../../../broker/adapters/sql/statement.ts';
import { inTransaction } from '../../../../broker/adapters/sql/whole.ts';
import { type FreshDatabase, freshDatabase, placeOf, sharedPostgres } from '../../../support/postgres.ts';

// The server looks for deadlocks once a second, and a busy machine takes its time.

let server: Awaited<ReturnType<typeof sharedPostgres>>;
let database: FreshDatabase;
const opened: OpenDatabase[] = [];
beforeAll(async () => {
  server = await sharedPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
  database = await freshDatabase(server.url);
});
afterEach(async () => {
  for (const open of opened.splice(0)) await open.close();
  await database.remove();
});

function open(limits: Partial<PostgresLimits> = {}, poolSize = 10): OpenDatabase {
  const made = openPostgres(placeOf(database.url, poolSize), { ...servingLimits, ...limits });
  opened.push(made);
  return made;
}

async function migrated(limits?: Partial<PostgresLimits>, poolSize?: number): Promise<OpenDatabase> {
  const made = open(limits, poolSize);
  await migrate(made, { now: () => 1 });
  return made;
}

async function value(at: Pick<OpenDatabase, 'db'>, query: string): Promise<unknown> {
  const { rows } = await sql<Record<string, unknown>>`${sql.raw(query)}`.execute(at.db);
  return Object.values(rows[0] ?? {})[0];
}

const unavailable = (because: string) =>
  expect.objectContaining({ code: 'database_unavailable', details: expect.objectContaining({ because }) });

describe('what is written', () => {
  test('short-lived tables are unlogged, all others survive a crash', async () => {
    const { db } = await migrated();
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class where relkind = 'r' and relpersistence = 'u' order by 1`.execute(db);
    expect(rows.map(({ name }) => name)).toEqual(['login', 'login_try', 'logout', 'mfa_challenge', 'rate', 'sign_in_test', 'upstream_end']);
  });

  test('texts, times, bytes and nothing come back as they were; numbers only of these connections', async () => {
    const at = await migrated();
    const row = { tenant: 't é 🙂', id: 'a', version: 9_007_199_254_740_991, state: 'departed', connection: '', party: 'p', key_hash: 'k' };
    const more = { sealed: Buffer.from([0, 1, 255]).subarray(1), expires_at: 8_640_000_000_000_000 };
    await at.db
      .insertInto('login')
      .values({ ...row, ...more } as never)
      .execute();
    expect(await at.db.selectFrom('login').selectAll().executeTakeFirst()).toEqual({ ...row, ...more });
    await at.db.updateTable('login').set({ sealed: null }).execute();
    expect(await at.db.selectFrom('login').select('sealed').executeTakeFirst()).toEqual({ sealed: null });
    // Other users of the driver in this process keep what they had.
    expect(types.getTypeParser(20)('7')).toBe('7');
  });

  test.each([
    ['an object', { a: 1 }],
    ['a date', new Date()],
    ['undefined', undefined],
    ['a list', ['a']],
    ['not a number', Number.NaN],
  ])('%s is refused instead of being written as something else', async (_what, given) => {
    const at = open();
    await expect(sql`select ${given}`.execute(at.db)).rejects.toMatchObject({
      code: 'internal',
      details: { because: 'sql.parameter-type' },
    });
  });

  test('a broken rule of a table is a mistake of ours', async () => {
    const at = await migrated();
    const row = { tenant: 't1', kind: 'k', key_hash: 'h', expires_at: 1 } as never;
    await at.db.insertInto('consumed').values(row).execute();
    await expect(at.db.insertInto('consumed').values(row).execute()).rejects.toMatchObject({
      code: 'internal',
      details: { sqlstate: '23505' },
    });
  });
});

describe('a connection', () => {
  test('has its limits from the first statement on, and a name', async () => {
    const at = open({ statementMs: 7_000, lockMs: 2_500, idleInTransactionMs: 9_000 });
    const settings = [
      'statement_timeout',
      'lock_timeout',
      'idle_in_transaction_session_timeout',
      'default_transaction_isolation',
      'application_name',
    ];
    const said: unknown[] = [];
    for (const name of settings) said.push(await value(at, `show ${name}`));
    expect(said).toEqual(['7s', '2500ms', '9s', 'read committed', 'gatehouse']);
  });

  test('waits for the disk whenever something lasting is written', async () => {
    expect(await value(open(), 'show synchronous_commit')).toBe('on');
  });

  test('prepares what every request asks once, and goes on with it when a migration adds columns', async () => {
    const at = await migrated({}, 1);
    const find = statement((db, { id }: { id: string }) =>
      db
        .selectFrom('login')
        .select(['id', 'version'])
        .where('id', '=', id as never),
    );
    for (const id of ['a', 'b']) expect((await find(at, { id })).rows).toEqual([]);
    const prepared = "select count(*) from pg_prepared_statements where name like 'gatehouse_%'";
    expect(await value(at, prepared)).toBe(1);
    await database.run('alter table login add column later text', 'create index later on login (later)');
    expect((await find(at, { id: 'c' })).rows).toEqual([]);
    expect(await value(at, prepared)).toBe(1);
  });

  test('that is lost is replaced, and nobody falls over it', async () => {
    const at = await migrated();
    await Promise.all(Array.from({ length: 5 }, () => value(at, 'select 1')));
    await database.endConnections();
    // The pool hears of each by itself, or whoever takes it first does; then there are fresh ones.
    const answers: unknown[] = [];
    while (answers.at(-1) !== 1) answers.push(await value(at, 'select 1').catch((error: unknown) => error));
    expect(answers.length).toBeLessThanOrEqual(6);
    for (const lost of answers.slice(0, -1)) expect(lost).toMatchObject({ code: 'database_unavailable' });
  });

  test('that is lost within a transaction undoes it', async () => {
    const at = await migrated();
    const row = { tenant: 't1', kind: 'k', key_hash: 'h', expires_at: 1 } as never;
    const lost = inTransaction(at, async (db) => {
      await db.insertInto('consumed').values(row).execute();
      await database.endConnections();
      await value({ db }, 'select 1');
    });
    await expect(lost).rejects.toMatchObject({ code: 'database_unavailable' });
    expect(await value(at, 'select count(*) from consumed')).toBe(0);
  });

  test('is closed with the pool, and closing twice is once', async () => {
    const at = await migrated();
    await at.close();
    await at.close();
    await expect(value(at, 'select 1')).rejects.toMatchObject({ code: 'database_unavailable' });
  });
});

describe('a transaction', () => {
  test('in which a statement failed cannot be committed by somebody who did not look', async () => {
    const at = await migrated();
    const row = { tenant: 't1', kind: 'k', key_hash: 'h', expires_at: 1 } as never;
    const careless = inTransaction(at, async (db) => {
      await db.insertInto('consumed').values(row).execute();
      await value({ db }, 'select 1/0').catch(() => {});
    });
    await expect(careless).rejects.toMatchObject({ code: 'internal', details: { because: 'sql.commit-after-a-failed-statement' } });
    expect(await value(at, 'select count(*) from consumed')).toBe(0);
  });

  test('that two hold against each other is done again by the one that gave way', async () => {
    const at = await migrated();
    for (const key of ['a', 'b'])
      await at.db
        .insertInto('consumed')
        .values({ tenant: 't1', kind: 'k', key_hash: key, expires_at: 0 } as never)
        .execute();
    let runs = 0;
    const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const add = (first: 0 | 1) =>
      inTransaction(at, async (db) => {
        runs += 1;
        const [one, two] = first === 0 ? ['a', 'b'] : ['b', 'a'];
        const raise = (key: string | undefined) =>
          db
            .updateTable('consumed')
            .set({ expires_at: sql<number>`expires_at + 1` })
            .where('key_hash', '=', key ?? '')
            .execute();
        await raise(one);
        both[first]?.resolve();
        await Promise.all(both.map(({ promise }) => promise));
        await raise(two);
      });
    await Promise.all([add(0), add(1)]);
    expect(runs).toBeGreaterThan(2);
    expect(await value(at, 'select sum(expires_at)::int from consumed')).toBe(4);
  });

  test('reads what others committed before each statement, whatever the server was set to', async () => {
    await database.run(`alter role ${new URL(database.url).username} set default_transaction_isolation = 'serializable'`);
    const at = await migrated();
    await inTransaction(at, async (db) => expect(await value({ db }, 'show transaction_isolation')).toBe('read committed'));
  });
});

describe('a server in trouble is unavailable, and named', () => {
  test('when a statement takes too long', async () => {
    const at = open({ statementMs: 50 });
    await expect(value(at, 'select pg_sleep(20)')).rejects.toEqual(unavailable('postgres.57014'));
    expect(await value(at, 'select 1')).toBe(1);
  });

  test('when a lock is not given', async () => {
    const at = await migrated({ lockMs: 50 });
    const other = open();
    await inTransaction(other, async (db) => {
      await sql`lock table consumed`.execute(db);
      await expect(value(at, 'select count(*) from consumed')).rejects.toEqual(unavailable('postgres.55P03'));
    });
    expect(await value(at, 'select count(*) from consumed')).toBe(0);
  });

  test('when somebody stops in the middle of a transaction', async () => {
    const at = await migrated({ idleInTransactionMs: 50 });
    const ended = inTransaction(at, async (db) => {
      await value({ db }, 'select 1');
      while (
        (await value(open(), "select count(*) from pg_stat_activity where usename = current_user and state = 'idle in transaction'")) !== 0
      );
      await value({ db }, 'select 1');
    });
    await expect(ended).rejects.toMatchObject({ code: 'database_unavailable' });
  });

  test('when every connection of the pool is taken', async () => {
    const at = await migrated({ connectMs: 1_000 }, 1);
    // Another request, which is not inside the transaction.
    const ask = AsyncResource.bind(() => value(at, 'select 1'));
    await inTransaction(at, async () => {
      await expect(ask()).rejects.toEqual(unavailable('postgres.connection'));
    });
    expect(await value(at, 'select 1')).toBe(1);
  });

  test('when it takes no more connections', async () => {
    await database.limitConnections(0);
    await expect(value(open(), 'select 1')).rejects.toEqual(unavailable('postgres.53300'));
  });

  test('when there is no such database, or no server', async () => {
    const nowhere = openPostgres({ ...placeOf(database.url), name: 'missing' });
    await expect(value(nowhere, 'select 1')).rejects.toEqual(unavailable('postgres.3D000'));
    const away = openPostgres({ ...placeOf(database.url), port: 1 });
    await expect(value(away, 'select 1')).rejects.toEqual(unavailable('postgres.ECONNREFUSED'));
    for (const each of [nowhere, away]) await each.close();
  });
});

test('a password that is missing is told from one that is wrong', async () => {
  const address = new URL(database.url);
  address.password = '';
  const place = placeOf(address.href);
  const at = openPostgres(place);
  const error: unknown = await value(at, 'select 1').catch((thrown: unknown) => thrown);
  expect(error).toEqual(unavailable('postgres.password-missing'));
  expect(namingServer(error, place)).toMatchObject({ problems: [{ message: expect.stringContaining('DATABASE_PASSWORD_FILE') }] });
  await at.close();
});

test('a password that is wrong is not told to anybody', async () => {
  const address = new URL(database.url);
  address.password = 'hush-hush';
  const place = placeOf(address.href);
  const at = openPostgres(place);
  const error: unknown = await value(at, 'select 1').catch((thrown: unknown) => thrown);
  expect(error).toEqual(unavailable('postgres.28P01'));
  for (const shown of [error, place, at]) {
    expect(inspect(shown, { depth: 20, showHidden: true })).not.toContain('hush-hush');
    expect(JSON.stringify(shown, keepSmall())).not.toContain('hush-hush');
  }
  await at.close();
});

/** Leaves out what was seen already, so that anything can be written as JSON. */
function keepSmall() {
  const seen = new Set<unknown>();
  return (_key: string, item: unknown) => {
    if (typeof item !== 'object' || item === null) return item;
    if (seen.has(item)) return undefined;
    seen.add(item);
    return item;
  };
}
