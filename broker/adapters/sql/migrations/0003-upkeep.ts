import type { Migration } from './migration.ts';

/**
 * What brokers do by themselves: who of them does it, what was found out about providers and domains, and what ends when.
 * `tenant.overlay` counts what was taken over from providers; a broker of the version before does not look at it and goes by
 * the settings alone.
 */
export const upkeep: Migration = {
  number: 3,
  name: 'upkeep',
  async up(db, dialect) {
    const { text, integer } = dialect.types;
    await db.schema
      .alterTable('tenant')
      .addColumn('overlay', integer, (column) => column.notNull().defaultTo(0))
      .execute();
    const lease = db.schema
      .createTable('lease')
      .addColumn('name', text, (column) => column.primaryKey().notNull())
      .addColumn('holder', text, (column) => column.notNull())
      .addColumn('held_until', integer, (column) => column.notNull())
      .addColumn('done_at', integer)
      .addColumn('failed_at', integer);
    await dialect.table(lease, 'lasting').execute();
    const watched = db.schema
      .createTable('watched')
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('name', text, (column) => column.notNull())
      .addColumn('version', integer, (column) => column.notNull())
      .addColumn('next_at', integer, (column) => column.notNull())
      .addColumn('state', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('watched_pk', ['tenant', 'kind', 'name']);
    await dialect.table(watched, 'lasting').execute();
    await db.schema.createIndex('watched_next').on('watched').column('next_at').execute();
    const seen = db.schema
      .createTable('settings_seen')
      .addColumn('tenant', text, (column) => column.primaryKey().notNull())
      .addColumn('epoch', integer, (column) => column.notNull())
      .addColumn('revision', integer, (column) => column.notNull());
    await dialect.table(seen, 'lasting').execute();
    const expiry = db.schema
      .createTable('expiry')
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('name', text, (column) => column.notNull())
      .addColumn('ends_at', integer, (column) => column.notNull())
      .addColumn('warned', integer)
      .addPrimaryKeyConstraint('expiry_pk', ['tenant', 'kind', 'name']);
    await dialect.table(expiry, 'lasting').execute();
  },
};
