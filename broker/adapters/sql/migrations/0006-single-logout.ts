import type { Migration } from './migration.ts';

/**
 * Single logout: by which name a provider knows a session, which applications it entered, sign-outs under way, and what
 * providers have just ended. A broker of the version before writes none of it: its sessions are found by the other indexes,
 * and end without the applications being told.
 */
export const singleLogout: Migration = {
  number: 6,
  name: 'single-logout',
  async up(db, dialect) {
    const { text, integer, bytes } = dialect.types;
    await db.schema.alterTable('broker_session').addColumn('upstream_name_key', text).execute();
    await db.schema
      .createIndex('broker_session_upstream_name')
      .ifNotExists()
      .on('broker_session')
      .columns(['tenant', 'connection', 'upstream_name_key'])
      .execute();
    const entry = db.schema
      .createTable('session_entry')
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('broker_session', text, (column) => column.notNull())
      .addColumn('application', text, (column) => column.notNull())
      .addColumn('session_index', text, (column) => column.notNull())
      .addColumn('name_key', text, (column) => column.notNull())
      .addColumn('sealed', bytes, (column) => column.notNull())
      .addPrimaryKeyConstraint('session_entry_pk', ['tenant', 'broker_session', 'application'])
      // What an application was told dies with the session that it was told of.
      .addForeignKeyConstraint('session_entry_broker', ['tenant', 'broker_session'], 'broker_session', ['tenant', 'id'], (key) =>
        key.onDelete('cascade'),
      );
    await dialect.table(entry, 'lasting').execute();
    await db.schema.createIndex('session_entry_name').on('session_entry').columns(['tenant', 'application', 'name_key']).execute();
    const logout = db.schema
      .createTable('logout')
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('handle', text, (column) => column.notNull())
      .addColumn('key_hash', text, (column) => column.notNull())
      .addColumn('sealed', bytes, (column) => column.notNull())
      .addColumn('expires_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('logout_pk', ['tenant', 'handle']);
    await dialect.table(logout, 'short-lived').execute();
    await db.schema.createIndex('logout_expiry').on('logout').column('expires_at').execute();
    const end = db.schema
      .createTable('upstream_end')
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('connection', text, (column) => column.notNull())
      .addColumn('mark', text, (column) => column.notNull())
      .addColumn('at', integer, (column) => column.notNull())
      .addColumn('expires_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('upstream_end_pk', ['tenant', 'connection', 'mark']);
    await dialect.table(end, 'short-lived').execute();
    await db.schema.createIndex('upstream_end_expiry').on('upstream_end').column('expires_at').execute();
  },
};
