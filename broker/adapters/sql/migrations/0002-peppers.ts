import type { Migration } from './migration.ts';

/** Peppers of fingerprints, stored so that the master key may be another one later. */
export const peppers: Migration = {
  number: 2,
  name: 'peppers',
  async up(db, dialect) {
    const { text, bytes } = dialect.types;
    const table = db.schema
      .createTable('pepper')
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('purpose', text, (column) => column.notNull())
      .addColumn('master_key_id', text, (column) => column.notNull())
      .addColumn('wrapped', bytes, (column) => column.notNull())
      .addPrimaryKeyConstraint('pepper_pk', ['tenant', 'purpose']);
    await dialect.table(table, 'lasting').execute();
  },
};
