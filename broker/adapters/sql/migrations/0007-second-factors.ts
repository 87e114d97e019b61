import type { Migration } from './migration.ts';

/**
 * Second factors beside the authenticator app: what was sent or waits on another device, when a person was first asked for one,
 * and factors that end by themselves. A broker of the version before knows neither and asks as it always did.
 */
export const secondFactors: Migration = {
  number: 7,
  name: 'second-factors',
  async up(db, dialect) {
    const { text, integer, bytes } = dialect.types;
    await db.schema.alterTable('mfa_subject').addColumn('asked_at', integer).execute();
    await db.schema.alterTable('mfa_factor').addColumn('expires_at', integer).execute();
    const challenge = db.schema
      .createTable('mfa_challenge')
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('subject', text, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('occasion', text, (column) => column.notNull())
      .addColumn('state', text, (column) => column.notNull())
      .addColumn('code_hash', text, (column) => column.notNull())
      .addColumn('sealed', bytes, (column) => column.notNull())
      .addColumn('misses', integer, (column) => column.notNull())
      .addColumn('created_at', integer, (column) => column.notNull())
      .addColumn('expires_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('mfa_challenge_pk', ['tenant', 'id']);
    await dialect.table(challenge, 'short-lived').execute();
    await db.schema.createIndex('mfa_challenge_subject').on('mfa_challenge').columns(['tenant', 'subject', 'kind']).execute();
    await db.schema.createIndex('mfa_challenge_expiry').on('mfa_challenge').column('expires_at').execute();
  },
};
