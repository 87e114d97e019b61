import type { Migration } from './migration.ts';

/**
 * Where people signed in from, for rules about unusual places. Coordinates are tenths of a degree: about 11 km, enough to tell
 * a journey and too coarse to tell a house. A broker of the version before writes none.
 */
export const seenPlaces: Migration = {
  number: 8,
  name: 'seen-places',
  async up(db, dialect) {
    const { text, integer } = dialect.types;
    const place = db.schema
      .createTable('seen_place')
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('subject', text, (column) => column.notNull())
      .addColumn('country', text, (column) => column.notNull())
      .addColumn('latitude', integer)
      .addColumn('longitude', integer)
      .addColumn('seen_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('seen_place_pk', ['tenant', 'subject', 'country']);
    await dialect.table(place, 'lasting').execute();
    await db.schema.createIndex('seen_place_seen_at').on('seen_place').column('seen_at').execute();
  },
};
