import type { Migration } from './migration.ts';

/**
 * Sign-ins under way are sealed under keys that only their browsers have, and cannot be looked for when a person is reset or signed
 * out everywhere: a moment is kept, and what was begun before it goes no further. A broker of the version before lets it go on
 * for the ten minutes that it may last.
 */
export const voidSignIns: Migration = {
  number: 14,
  name: 'void-sign-ins',
  async up(db, dialect) {
    await db.schema.alterTable('mfa_subject').addColumn('sign_ins_void_at', dialect.types.integer).execute();
  },
};
