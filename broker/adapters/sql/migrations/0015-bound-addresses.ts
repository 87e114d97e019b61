import type { Migration } from './migration.ts';

/**
 * By which address an account was bound, as the pseudonym under which administrators' words about it are kept: what is required of
 * an address holds for its person, whatever a later sign-in asserts. Bindings of a version before have none.
 */
export const boundAddresses: Migration = {
  number: 15,
  name: 'bound-addresses',
  async up(db, dialect) {
    await db.schema.alterTable('account_binding').addColumn('address_key', dialect.types.text).execute();
    await db.schema.createIndex('account_binding_address').on('account_binding').columns(['tenant', 'address_key']).execute();
  },
};
