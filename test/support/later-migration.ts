import { migrations } from '../../broker/adapters/sql/migrations/all.ts';
import type { Migration } from '../../broker/adapters/sql/migrations/migration.ts';

/** What a later release may do: a column on every table, a table, an index. */
export const laterMigration: Migration = {
  number: (migrations.at(-1)?.number ?? 0) + 1,
  name: 'later',
  async up(db, dialect) {
    for (const { name } of await db.introspection.getTables()) {
      if (name === 'schema_migration') continue;
      await db.schema.alterTable(name).addColumn('later', dialect.types.text).execute();
      await db.schema
        .alterTable(name)
        .addColumn('more', dialect.types.integer, (column) => column.notNull().defaultTo(7))
        .execute();
    }
    await db.schema
      .createTable('later')
      .addColumn('id', dialect.types.text, (column) => column.primaryKey().notNull())
      .execute();
    await db.schema.createIndex('login_later').ifNotExists().on('login').column('later').execute();
  },
};
