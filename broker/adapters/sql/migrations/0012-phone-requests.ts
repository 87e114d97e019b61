import type { Migration } from './migration.ts';

/**
 * Requests on phones, by person: how many of them led nowhere in a row, and when somebody said that a sign-in was not theirs.
 * A broker of the version before sends none.
 */
export const phoneRequests: Migration = {
  number: 12,
  name: 'phone-requests',
  async up(db, dialect) {
    const { integer } = dialect.types;
    for (const name of ['requests', 'requested_at', 'denied_at', 'disowned_at'] as const)
      await db.schema.alterTable('mfa_subject').addColumn(name, integer).execute();
  },
};
