import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { OpenDatabase } from '../../../../broker/adapters/sql/open-database.ts';
import { openSqlite } from '../../../../broker/adapters/sql/sqlite.ts';

let open: OpenDatabase;
const run = (text: string) => sql.raw(text).execute(open.db);

beforeEach(async () => {
  open = openSqlite(':memory:');
  await run('create table t (a text primary key) strict');
});
afterEach(() => open.close());

describe('a failure of the database', () => {
  test('that is full is "unavailable", and its transaction leaves nothing and no lock behind', async () => {
    await run('pragma max_page_count = 4');
    const fill = open.db.transaction().execute(async (transaction) => {
      for (let index = 0; index < 100; index++) await sql`insert into t values (${`${index} ${'x'.repeat(1_000)}`})`.execute(transaction);
    });
    await expect(fill).rejects.toMatchObject({ code: 'database_unavailable', details: { sqlite: 13 }, cause: expect.anything() });
    await run('pragma max_page_count = 1000');
    expect((await run('select * from t')).rows).toEqual([]);
    await run("insert into t values ('a')");
  });

  test('that may not be written is "unavailable" for writing, and still reads', async () => {
    await run('pragma query_only = on');
    await expect(run("insert into t values ('a')")).rejects.toMatchObject({ code: 'database_unavailable', details: { sqlite: 8 } });
    expect((await run('select * from t')).rows).toEqual([]);
  });

  test('whose tables are not there is "unavailable": nobody migrated', async () => {
    await expect(run('select * from missing')).rejects.toMatchObject({ code: 'database_unavailable' });
  });
});

describe('a mistake of the code', () => {
  test.each([
    ['a broken constraint', "insert into t values ('a'), ('a')"],
    ['a value of another type', "insert into t values (x'00')"],
    ['what is no SQL', 'selekt 1'],
    ['a column that is not there', 'select b from t'],
  ])('%s is "internal", with its cause', async (_what, text) => {
    await expect(run(text)).rejects.toMatchObject({ code: 'internal', cause: expect.anything() });
  });
});
