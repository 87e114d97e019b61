import type { Migration } from './migration.ts';

/** From where somebody signed in, for the list of sessions on their security page. A broker of the version before writes none. */
export const sessionVisits: Migration = {
  number: 13,
  name: 'session-visits',
  async up(db, dialect) {
    await db.schema.alterTable('broker_session').addColumn('visit', dialect.types.bytes).execute();
  },
};
