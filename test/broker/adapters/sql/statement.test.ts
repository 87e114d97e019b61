import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { migrate } from '../../../../broker/adapters/sql/migrate.ts';
import type { OpenDatabase } from '../../../../broker/adapters/sql/open-database.ts';
import { openSqlite } from '../../../../broker/adapters/sql/sqlite.ts';
import { changedOne, statement } from '../../../../broker/adapters/sql/statement.ts';
import type { TenantId } from '../../../../broker/domain/brands.ts';

const tenant = 't1' as TenantId;
let built = 0;

const put = statement((db, row: { tenant: TenantId; key: string; expiresAt: number }) => {
  built += 1;
  return db
    .insertInto('consumed')
    .values({ tenant: row.tenant, kind: 'test', key_hash: row.key, expires_at: row.expiresAt })
    .onConflict((conflict) => conflict.doNothing());
});

const keys = statement((db, at: { tenant: TenantId; after: number }) =>
  db.selectFrom('consumed').select('key_hash').where('tenant', '=', at.tenant).where('expires_at', '>', at.after).orderBy('key_hash'),
);

describe('a statement', () => {
  let open: OpenDatabase;
  beforeEach(async () => {
    open = openSqlite(':memory:');
    await migrate(open, { now: () => 0 });
    built = 0;
  });
  afterEach(() => open.close());

  const keysAfter = async (after: number) => (await keys(open, { tenant, after })).rows.map((row) => row.key_hash);

  test('runs with the values of each call', async () => {
    await put(open, { tenant, key: 'a', expiresAt: 10 });
    await put(open, { tenant, key: 'b', expiresAt: 20 });
    expect(await keysAfter(0)).toEqual(['a', 'b']);
    expect(await keysAfter(10)).toEqual(['b']);
    expect((await keys(open, { tenant: 't2' as TenantId, after: 0 })).rows).toEqual([]);
  });

  test('is built once for a database, its transactions included, and anew for another one', async () => {
    await put(open, { tenant, key: 'a', expiresAt: 10 });
    await open.db.transaction().execute((inside) => put({ ...open, db: inside }, { tenant, key: 'b', expiresAt: 10 }));
    expect(built).toBe(1);
    const other = openSqlite(':memory:');
    await migrate(other, { now: () => 0 });
    await put(other, { tenant, key: 'a', expiresAt: 10 });
    await other.close();
    expect(built).toBe(2);
  });

  test('is undone with its transaction', async () => {
    const undone = open.db.transaction().execute(async (inside) => {
      await put({ ...open, db: inside }, { tenant, key: 'a', expiresAt: 10 });
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await keysAfter(0)).toEqual([]);
  });

  test('says whether it changed a row', async () => {
    expect(changedOne(await put(open, { tenant, key: 'a', expiresAt: 10 }))).toBe(true);
    expect(changedOne(await put(open, { tenant, key: 'a', expiresAt: 10 }))).toBe(false);
  });

  test('with a value missing it is refused, and nothing is written', async () => {
    const half = { tenant, key: 'a' } as { tenant: TenantId; key: string; expiresAt: number };
    await expect(put(open, half)).rejects.toMatchObject({ code: 'internal' });
    expect(await keysAfter(0)).toEqual([]);
  });
});
