import type { Migration } from './migration.ts';

/**
 * Traces of sign-ins that succeeded, step by step, and messages that an administrator has kept for an hour.
 * `tenant.captures_until` comes with the look-up of the host, so that a sign-in asks for captures only where there may be one.
 * A broker of the version before writes refusals without an outcome, and keeps no messages. Refusals alone were few: the
 * index over them is made in a moment.
 */
export const traces: Migration = {
  number: 5,
  name: 'traces',
  async up(db, dialect) {
    const { text, integer, bytes } = dialect.types;
    for (const name of ['outcome', 'party', 'steps', 'kept'] as const) await db.schema.alterTable('trace').addColumn(name, text).execute();
    await db.schema.alterTable('trace').addColumn('took_ms', integer).execute();
    await db.schema.createIndex('trace_connection').ifNotExists().on('trace').columns(['tenant', 'connection', 'outcome', 'at']).execute();
    await db.schema
      .alterTable('tenant')
      .addColumn('captures_until', integer, (column) => column.notNull().defaultTo(0))
      .execute();
    const capture = db.schema
      .createTable('capture')
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('connection', text, (column) => column.notNull())
      .addColumn('started_at', integer, (column) => column.notNull())
      .addColumn('started_by', text, (column) => column.notNull())
      .addColumn('ends_at', integer, (column) => column.notNull())
      .addColumn('kept', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('capture_pk', ['tenant', 'id']);
    await dialect.table(capture, 'lasting').execute();
    const message = db.schema
      .createTable('captured_message')
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('capture', text, (column) => column.notNull())
      .addColumn('connection', text, (column) => column.notNull())
      .addColumn('at', integer, (column) => column.notNull())
      .addColumn('code', text, (column) => column.notNull())
      .addColumn('sealed', bytes, (column) => column.notNull())
      .addPrimaryKeyConstraint('captured_message_pk', ['tenant', 'id']);
    await dialect.table(message, 'lasting').execute();
    await db.schema.createIndex('capture_connection').on('capture').columns(['tenant', 'connection']).execute();
    await db.schema.createIndex('captured_message_connection').on('captured_message').columns(['tenant', 'connection', 'at']).execute();
    await db.schema.createIndex('captured_message_age').on('captured_message').column('at').execute();
  },
};
