import type { Migration } from './migration.ts';

/** Tests of a connection by a sign-in. Each lives an hour at most. */
export const signInTests: Migration = {
  number: 4,
  name: 'sign-in-tests',
  async up(db, dialect) {
    const { text, integer, bytes } = dialect.types;
    const table = db.schema
      .createTable('sign_in_test')
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('version', integer, (column) => column.notNull())
      .addColumn('state', text, (column) => column.notNull())
      .addColumn('connection', text, (column) => column.notNull())
      .addColumn('ticket_hash', text, (column) => column.notNull())
      .addColumn('key_hash', text, (column) => column.notNull())
      .addColumn('sealed', bytes, (column) => column.notNull())
      .addColumn('memory', bytes)
      .addColumn('expires_at', integer, (column) => column.notNull())
      .addColumn('delete_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('sign_in_test_pk', ['tenant', 'id'])
      .addUniqueConstraint('sign_in_test_ticket', ['tenant', 'ticket_hash']);
    await dialect.table(table, 'short-lived').execute();
  },
};
