import type { Migration } from './migration.ts';

/**
 * Hardware tokens that an administrator imported, and the YubiKeys that people have registered. How far each has counted
 * outlives whoever holds it: what was typed once opens nothing for the next one either. A broker of the version before
 * knows neither and offers neither.
 */
export const hardwareTokens: Migration = {
  number: 9,
  name: 'hardware-tokens',
  async up(db, dialect) {
    const { text, integer, bytes } = dialect.types;
    const token = db.schema
      .createTable('oath_token')
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('serial_hash', text, (column) => column.notNull())
      .addColumn('sealed', bytes, (column) => column.notNull())
      .addColumn('factor', text)
      .addColumn('position', integer, (column) => column.notNull())
      .addColumn('drift', integer, (column) => column.notNull())
      .addColumn('awaited', integer)
      .addColumn('added_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('oath_token_pk', ['tenant', 'id'])
      .addUniqueConstraint('oath_token_serial', ['tenant', 'serial_hash']);
    await dialect.table(token, 'lasting').execute();
    await db.schema.createIndex('oath_token_factor').on('oath_token').columns(['tenant', 'factor']).execute();
    await db.schema.createIndex('oath_token_added').on('oath_token').columns(['tenant', 'added_at', 'id']).execute();
    const key = db.schema
      .createTable('yubico_key')
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('mark', text, (column) => column.notNull())
      .addColumn('factor', text, (column) => column.notNull())
      .addColumn('position', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('yubico_key_pk', ['tenant', 'mark']);
    await dialect.table(key, 'lasting').execute();
  },
};
