import type { Migration } from './migration.ts';

/**
 * People whom administrators named. `tenant.has_people` comes with the look-up of the host, so that a sign-in asks for a
 * person's rule only where there may be one. A broker of the version before knows no such rules and goes by the policy alone.
 */
export const people: Migration = {
  number: 10,
  name: 'people',
  async up(db, dialect) {
    const { text, integer, bytes } = dialect.types;
    await db.schema
      .alterTable('tenant')
      .addColumn('has_people', integer, (column) => column.notNull().defaultTo(0))
      .execute();
    const person = db.schema
      .createTable('person')
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('key', text, (column) => column.notNull())
      .addColumn('rule', text, (column) => column.notNull())
      .addColumn('until', integer)
      .addColumn('sealed', bytes, (column) => column.notNull())
      .addColumn('subject', text)
      .addColumn('added_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('person_pk', ['tenant', 'key']);
    await dialect.table(person, 'lasting').execute();
    const index = (name: string, table: string, columns: string[]) => db.schema.createIndex(name).on(table).columns(columns).execute();
    await index('person_subject', 'person', ['tenant', 'subject']);
    await index('person_added', 'person', ['tenant', 'added_at', 'key']);
    await index('person_rule', 'person', ['tenant', 'rule', 'added_at', 'key']);
    // The list of people finds the account of somebody who has a second factor, and their factors in order.
    await index('account_binding_subject', 'account_binding', ['tenant', 'subject']);
    await index('mfa_factor_people', 'mfa_factor', ['tenant', 'state', 'subject', 'kind']);
  },
};
