import type { CreateTableBuilder, Kysely } from 'kysely';
import type { SqlDialect } from '../dialect.ts';
import type { Database } from '../schema.ts';
import type { Migration } from './migration.ts';

type Build = (table: CreateTableBuilder<string>) => CreateTableBuilder<string>;

/** The tables of the first release. */
export const first: Migration = {
  number: 1,
  name: 'first',
  async up(db, dialect) {
    await tenants(db, dialect);
    await settings(db, dialect);
    await logins(db, dialect);
    await sessions(db, dialect);
    await factors(db, dialect);
  },
};

function creator(db: Kysely<Database>, dialect: SqlDialect) {
  return async (name: string, life: 'lasting' | 'short-lived', build: Build) => {
    await dialect.table(build(db.schema.createTable(name) as CreateTableBuilder<string>), life).execute();
  };
}

async function tenants(db: Kysely<Database>, dialect: SqlDialect): Promise<void> {
  const create = creator(db, dialect);
  const { text, integer, bytes } = dialect.types;
  await create('tenant', 'lasting', (table) =>
    table
      .addColumn('id', text, (column) => column.primaryKey().notNull())
      .addColumn('slug', text, (column) => column.notNull().unique())
      .addColumn('managed_by', text, (column) => column.notNull())
      .addColumn('status', text, (column) => column.notNull())
      .addColumn('portal_origin', text, (column) => column.notNull().unique())
      .addColumn('login_origin', text, (column) => column.notNull().unique())
      .addColumn('cloud_id', text)
      .addColumn('home_app_id', text)
      .addColumn('home_environment_id', text)
      .addColumn('home_cloud_id', text)
      .addColumn('installation_id', text)
      .addColumn('epoch', integer, (column) => column.notNull())
      .addColumn('created_at', integer, (column) => column.notNull())
      .addUniqueConstraint('tenant_home', ['home_app_id', 'home_environment_id', 'home_cloud_id']),
  );
  // A slug and a host, once given, are remembered for ever: a link in an old mail must never lead to somebody else.
  await create('tenant_slug', 'lasting', (table) =>
    table
      .addColumn('slug', text, (column) => column.primaryKey().notNull())
      .addColumn('tenant', text, (column) => column.notNull().references('tenant.id'))
      .addColumn('given_at', integer, (column) => column.notNull()),
  );
  await create('tenant_host', 'lasting', (table) =>
    table
      .addColumn('host', text, (column) => column.primaryKey().notNull())
      .addColumn('tenant', text, (column) => column.notNull().references('tenant.id'))
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('origin', text, (column) => column.notNull())
      .addColumn('given_at', integer, (column) => column.notNull()),
  );
  await create('tenant_key', 'lasting', (table) =>
    table
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('version', integer, (column) => column.notNull())
      .addColumn('master_key_id', text, (column) => column.notNull())
      .addColumn('wrapped', bytes, (column) => column.notNull())
      .addColumn('created_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('tenant_key_pk', ['tenant', 'version']),
  );
  await create('signing_key', 'lasting', (table) =>
    table
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('purpose', text, (column) => column.notNull())
      .addColumn('algorithm', text, (column) => column.notNull())
      .addColumn('generation', integer, (column) => column.notNull())
      .addColumn('sealed', bytes, (column) => column.notNull())
      .addColumn('public_key', bytes, (column) => column.notNull())
      .addColumn('signs_from', integer, (column) => column.notNull())
      .addColumn('trusted_until', integer)
      .addColumn('created_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('signing_key_pk', ['tenant', 'id'])
      .addUniqueConstraint('signing_key_generation', ['tenant', 'purpose', 'algorithm', 'generation']),
  );
}

async function settings(db: Kysely<Database>, dialect: SqlDialect): Promise<void> {
  const create = creator(db, dialect);
  const { text, integer, bytes } = dialect.types;
  await create('settings_part', 'lasting', (table) =>
    table
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('hash', text, (column) => column.notNull())
      .addColumn('sealed', bytes, (column) => column.notNull())
      .addColumn('put_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('settings_part_pk', ['tenant', 'hash']),
  );
  await create('settings_active', 'lasting', (table) =>
    table
      .addColumn('tenant', text, (column) => column.primaryKey().notNull())
      .addColumn('epoch', integer, (column) => column.notNull())
      .addColumn('revision', integer, (column) => column.notNull())
      .addColumn('parts', text, (column) => column.notNull())
      .addColumn('manifest_hash', text, (column) => column.notNull())
      .addColumn('activated_at', integer, (column) => column.notNull()),
  );
}

async function logins(db: Kysely<Database>, dialect: SqlDialect): Promise<void> {
  const create = creator(db, dialect);
  const { text, integer, bytes } = dialect.types;
  await create('login', 'short-lived', (table) =>
    table
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('version', integer, (column) => column.notNull())
      .addColumn('state', text, (column) => column.notNull())
      .addColumn('connection', text, (column) => column.notNull())
      .addColumn('party', text, (column) => column.notNull())
      .addColumn('key_hash', text, (column) => column.notNull())
      .addColumn('sealed', bytes)
      .addColumn('expires_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('login_pk', ['tenant', 'id']),
  );
  await create('login_try', 'short-lived', (table) =>
    table
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('login', text, (column) => column.notNull())
      .addColumn('tries', integer, (column) => column.notNull())
      .addColumn('expires_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('login_try_pk', ['tenant', 'login']),
  );
  // Lasting: a crash that forgot used assertion ids would let them be used again.
  await create('consumed', 'lasting', (table) =>
    table
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('key_hash', text, (column) => column.notNull())
      .addColumn('expires_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('consumed_pk', ['tenant', 'kind', 'key_hash']),
  );
  await create('rate', 'short-lived', (table) =>
    table
      .addColumn('key_hash', text, (column) => column.notNull())
      .addColumn('window_ms', integer, (column) => column.notNull())
      .addColumn('window_start', integer, (column) => column.notNull())
      .addColumn('hits', integer, (column) => column.notNull())
      .addColumn('expires_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('rate_pk', ['key_hash', 'window_ms']),
  );
  await create('trace', 'lasting', (table) =>
    table
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('support_code', text, (column) => column.notNull())
      .addColumn('at', integer, (column) => column.notNull())
      .addColumn('code', text, (column) => column.notNull())
      .addColumn('because', text, (column) => column.notNull())
      .addColumn('step', text, (column) => column.notNull())
      .addColumn('connection', text)
      .addPrimaryKeyConstraint('trace_pk', ['tenant', 'support_code']),
  );
  for (const table of ['login', 'login_try', 'consumed', 'rate'])
    await db.schema.createIndex(`${table}_expiry`).on(table).column('expires_at').execute();
  await db.schema.createIndex('trace_age').on('trace').column('at').execute();
}

async function sessions(db: Kysely<Database>, dialect: SqlDialect): Promise<void> {
  const create = creator(db, dialect);
  const { text, integer, bytes } = dialect.types;
  await create('broker_session', 'lasting', (table) =>
    table
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('token_hash', text, (column) => column.notNull())
      .addColumn('connection', text, (column) => column.notNull())
      .addColumn('subject', text, (column) => column.notNull())
      .addColumn('account_id', text, (column) => column.notNull())
      .addColumn('strength', text, (column) => column.notNull())
      .addColumn('methods', text, (column) => column.notNull())
      .addColumn('strength_at', integer, (column) => column.notNull())
      .addColumn('upstream_sid_key', text)
      .addColumn('sealed', bytes, (column) => column.notNull())
      .addColumn('created_at', integer, (column) => column.notNull())
      .addColumn('last_seen_at', integer, (column) => column.notNull())
      .addColumn('expires_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('broker_session_pk', ['tenant', 'id'])
      .addUniqueConstraint('broker_session_token', ['tenant', 'token_hash']),
  );
  // The cascade makes "a portal session dies with its broker session" one statement, whoever ends it.
  await create('portal_session', 'lasting', (table) =>
    table
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('token_hash', text, (column) => column.notNull())
      .addColumn('broker_session', text, (column) => column.notNull())
      .addColumn('account_id', text, (column) => column.notNull())
      .addColumn('sealed', bytes, (column) => column.notNull())
      .addColumn('created_at', integer, (column) => column.notNull())
      .addColumn('expires_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('portal_session_pk', ['tenant', 'token_hash'])
      .addForeignKeyConstraint('portal_session_broker', ['tenant', 'broker_session'], 'broker_session', ['tenant', 'id'], (key) =>
        key.onDelete('cascade'),
      ),
  );
  const index = (name: string, table: string, columns: string[]) => db.schema.createIndex(name).on(table).columns(columns).execute();
  await index('broker_session_upstream', 'broker_session', ['tenant', 'connection', 'upstream_sid_key']);
  await index('broker_session_account', 'broker_session', ['tenant', 'account_id']);
  await index('broker_session_expiry', 'broker_session', ['expires_at']);
  await index('portal_session_by_broker', 'portal_session', ['tenant', 'broker_session']);
  await index('portal_session_expiry', 'portal_session', ['expires_at']);
}

async function factors(db: Kysely<Database>, dialect: SqlDialect): Promise<void> {
  const create = creator(db, dialect);
  const { text, integer, bytes } = dialect.types;
  await create('account_binding', 'lasting', (table) =>
    table
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('connection', text, (column) => column.notNull())
      .addColumn('subject', text, (column) => column.notNull())
      .addColumn('account_id', text, (column) => column.notNull())
      .addColumn('bound_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('account_binding_pk', ['tenant', 'connection', 'subject'])
      .addUniqueConstraint('account_binding_account', ['tenant', 'account_id']),
  );
  await create('mfa_subject', 'lasting', (table) =>
    table
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('subject', text, (column) => column.notNull())
      .addColumn('failures', integer, (column) => column.notNull())
      .addColumn('locked_until', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('mfa_subject_pk', ['tenant', 'subject']),
  );
  await create('mfa_factor', 'lasting', (table) =>
    table
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('subject', text, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('state', text, (column) => column.notNull())
      .addColumn('sealed', bytes, (column) => column.notNull())
      .addColumn('last_step', integer, (column) => column.notNull())
      .addColumn('created_at', integer, (column) => column.notNull())
      .addColumn('last_used_at', integer)
      .addPrimaryKeyConstraint('mfa_factor_pk', ['tenant', 'id']),
  );
  await create('recovery_code', 'lasting', (table) =>
    table
      .addColumn('tenant', text, (column) => column.notNull())
      .addColumn('subject', text, (column) => column.notNull())
      .addColumn('hash', text, (column) => column.notNull())
      .addColumn('used_at', integer)
      .addPrimaryKeyConstraint('recovery_code_pk', ['tenant', 'subject', 'hash']),
  );
  await db.schema.createIndex('mfa_factor_subject').on('mfa_factor').columns(['tenant', 'subject']).execute();
}
