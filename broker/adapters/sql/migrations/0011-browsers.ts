import type { Migration } from './migration.ts';

/** Browsers that people signed in with, and those they asked to be remembered in. A broker of the version before asks in all of them. */
export const browsers: Migration = {
  number: 11,
  name: 'browsers',
  async up(db, dialect) {
    const { text, integer, bytes } = dialect.types;
    const browser = db.schema
      .createTable('browser')
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('subject', text, (column) => column.notNull())
      .addColumn('secret_hash', text, (column) => column.notNull())
      .addColumn('previous_hash', text)
      .addColumn('rotated_at', integer, (column) => column.notNull())
      .addColumn('remembered_at', integer)
      .addColumn('sealed', bytes, (column) => column.notNull())
      .addColumn('created_at', integer, (column) => column.notNull())
      .addColumn('last_seen_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('browser_pk', ['tenant', 'id']);
    await dialect.table(browser, 'lasting').execute();
    await db.schema.createIndex('browser_subject').on('browser').columns(['tenant', 'subject']).execute();
    await db.schema.createIndex('browser_seen').on('browser').column('last_seen_at').execute();
  },
};
