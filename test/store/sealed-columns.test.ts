import { expect, test } from '@jest/globals';
import { migrate } from '../../broker/adapters/sql/migrate.ts';
import type { OpenDatabase } from '../../broker/adapters/sql/open-database.ts';
import { openPostgres } from '../../broker/adapters/sql/postgres.ts';
import { bytesColumns, sealedColumns } from '../../broker/adapters/sql/sealed-columns.ts';
import { openSqlite } from '../../broker/adapters/sql/sqlite.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { freshDatabase, placeOf, sharedPostgres } from '../support/postgres.ts';

/** Every column of bytes that the migrations make, with the columns of its table. */
async function bytesIn(open: OpenDatabase): Promise<ReadonlyMap<string, readonly string[]>> {
  await migrate(open, createFakeClock());
  const tables = await open.db.introspection.getTables();
  return new Map(
    tables.flatMap(({ name, columns }) =>
      columns
        .filter(({ dataType }) => /^(blob|bytea)$/i.test(dataType))
        .map((column) => [`${name}.${column.name}`, columns.map((each) => each.name)] as const),
    ),
  );
}

const databases = [
  {
    name: 'SQLite',
    async look() {
      const open = openSqlite(':memory:');
      try {
        return await bytesIn(open);
      } finally {
        await open.close();
      }
    },
  },
  {
    name: 'PostgreSQL',
    async look() {
      const server = await sharedPostgres();
      const database = await freshDatabase(server.url);
      const open = openPostgres(placeOf(database.url));
      try {
        return await bytesIn(open);
      } finally {
        await open.close();
        await database.remove();
        await server.stop();
      }
    },
  },
];

test.each(databases)(
  'on $name, every column of bytes is known, and so are the names of its rows',
  async ({ look }) => {
    const found = await look();
    expect([...found.keys()].sort()).toEqual(Object.keys(bytesColumns).sort());
    for (const { table, column, row } of sealedColumns)
      expect(found.get(`${table}.${column}`)).toEqual(expect.arrayContaining(['tenant', row]));
  },
  60_000,
);
