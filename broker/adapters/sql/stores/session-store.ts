import type { ExpressionBuilder, Selectable } from 'kysely';
import type { AccountId, EpochMs, SessionId, TenantId } from '../../../domain/brands.ts';
import type { SessionStore, StoredBrokerSession, StoredPortalSession } from '../../../domain/ports/stores/session-store.ts';
import { bytesOf } from '../bytes.ts';
import type { Database } from '../schema.ts';
import { changedOne, statement } from '../statement.ts';
import type { Bench } from '../whole.ts';

/** A session's last use is written at most this often. */
const touchEveryMs = 60_000;
/** Stands in the column for a session without an account: no account of Jira's is called nothing. */
const noAccount = '' as AccountId;

export function createSessionStore(bench: Bench): SessionStore {
  const { db } = bench;
  const ended = async (query: { executeTakeFirstOrThrow(): Promise<{ numDeletedRows: bigint }> }) =>
    Number((await query.executeTakeFirstOrThrow()).numDeletedRows);

  return {
    async insertBroker(row) {
      await insertBroker(bench, { ...row, accountId: row.accountId ?? noAccount });
    },
    async findBroker(tenant, tokenHash, now, idleSince) {
      const [row] = (await findBroker(bench, { tenant, tokenHash, now, idleSince })).rows;
      return row === undefined ? null : brokerOf(row);
    },
    replaceBrokerToken: async (tenant, oldTokenHash, next) =>
      changedOne(await replaceToken(bench, { ...next, accountId: next.accountId ?? noAccount, tenant, oldTokenHash })),
    async listBrokers({ tenant, connection, subject }, now, idleSince) {
      const rows = await db
        .selectFrom('broker_session')
        .select(brokerColumns)
        .where('tenant', '=', tenant)
        .where('connection', '=', connection)
        .where('subject', '=', subject)
        .where('expires_at', '>', now)
        .where('last_seen_at', '>', idleSince)
        .orderBy('last_seen_at', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(brokerOf);
    },
    async nameAccount(tenant, id, accountId) {
      const { numUpdatedRows } = await db
        .updateTable('broker_session')
        .set({ account_id: accountId })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('account_id', 'in', [noAccount, accountId])
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    insertPortal: async (row) => changedOne(await insertPortal(bench, row)),
    async findPortal(tenant, tokenHash, now, idleSince) {
      const [row] = (await findPortal(bench, { tenant, tokenHash, now, idleSince })).rows;
      return row === undefined ? null : portalOf(row);
    },
    async touch(tenant, brokerSession, now) {
      await touch(bench, { tenant, brokerSession, now, before: now - touchEveryMs });
    },
    endBroker: (tenant, id) => ended(db.deleteFrom('broker_session').where('tenant', '=', tenant).where('id', '=', id)),
    async endBrokers(tenant, ids) {
      if (ids.length === 0) return 0;
      return ended(db.deleteFrom('broker_session').where('tenant', '=', tenant).where('id', 'in', ids));
    },
    async findByUpstreamName(tenant, connection, nameKey, sidKeys) {
      const all = db
        .selectFrom('broker_session')
        .select('id')
        .where('tenant', '=', tenant)
        .where('connection', '=', connection)
        .where('upstream_name_key', '=', nameKey)
        .orderBy('id');
      const named = ({ eb, or }: ExpressionBuilder<Database, 'broker_session'>) =>
        or([eb('upstream_sid_key', 'in', sidKeys), eb('upstream_sid_key', 'is', null)]);
      const rows = await (sidKeys.length === 0 ? all : all.where(named)).execute();
      return rows.map(({ id }) => id);
    },
    endBrokerByUpstreamSid: (tenant, connection, upstreamSidKey) =>
      ended(
        db
          .deleteFrom('broker_session')
          .where('tenant', '=', tenant)
          .where('connection', '=', connection)
          .where('upstream_sid_key', '=', upstreamSidKey),
      ),
    endBySubject(tenant, connection, subject, which) {
      const all = db
        .deleteFrom('broker_session')
        .where('tenant', '=', tenant)
        .where('connection', '=', connection)
        .where('subject', '=', subject);
      return ended(which === 'all' ? all : all.where('upstream_sid_key', 'is', null));
    },
    endByAccount: (tenant, accountId) =>
      ended(db.deleteFrom('broker_session').where('tenant', '=', tenant).where('account_id', '=', accountId)),
    endOtherConnections(tenant, living) {
      const all = db.deleteFrom('broker_session').where('tenant', '=', tenant);
      return ended(living.length === 0 ? all : all.where('connection', 'not in', living));
    },
    async endByStrength(tenant, strengths) {
      if (strengths.length === 0) return 0;
      return ended(db.deleteFrom('broker_session').where('tenant', '=', tenant).where('strength', 'in', strengths));
    },
    endPortals: (tenant) => ended(db.deleteFrom('portal_session').where('tenant', '=', tenant)),
    async endPortal(tenant, tokenHash) {
      const row = await db
        .deleteFrom('portal_session')
        .where('tenant', '=', tenant)
        .where('token_hash', '=', tokenHash)
        .returning('broker_session')
        .executeTakeFirst();
      return row?.broker_session ?? null;
    },
    async sweep(now) {
      const portals = await ended(db.deleteFrom('portal_session').where('expires_at', '<', now));
      return portals + (await ended(db.deleteFrom('broker_session').where('expires_at', '<', now)));
    },
  };
}

interface Arriving {
  readonly tenant: TenantId;
  readonly tokenHash: string;
  readonly now: EpochMs;
  readonly idleSince: EpochMs;
}

/** As the table has it: with a text for "no account". */
type WithAccount<Row> = Omit<Row, 'accountId'> & { readonly accountId: AccountId };

const insertBroker = statement((db, row: WithAccount<StoredBrokerSession>) => db.insertInto('broker_session').values(brokerColumnsOf(row)));

const brokerColumns = [
  ...(['tenant', 'id', 'token_hash', 'connection', 'subject', 'account_id', 'strength', 'methods', 'strength_at'] as const),
  ...(['upstream_sid_key', 'upstream_name_key', 'sealed', 'visit', 'created_at', 'last_seen_at', 'expires_at'] as const),
] as const;

const findBroker = statement((db, at: Arriving) =>
  db
    .selectFrom('broker_session')
    .select(brokerColumns)
    .where('tenant', '=', at.tenant)
    .where('token_hash', '=', at.tokenHash)
    .where('expires_at', '>', at.now)
    .where('last_seen_at', '>', at.idleSince),
);

const replaceToken = statement(
  (
    db,
    next: WithAccount<Parameters<SessionStore['replaceBrokerToken']>[2]> & { readonly tenant: TenantId; readonly oldTokenHash: string },
  ) =>
    db
      .updateTable('broker_session')
      .set({
        token_hash: next.tokenHash,
        sealed: next.sealed,
        visit: next.visit,
        strength: next.strength,
        methods: next.methods,
        strength_at: next.strengthAt,
        last_seen_at: next.lastSeenAt,
        account_id: next.accountId,
        upstream_sid_key: next.upstreamSidKey,
        upstream_name_key: next.upstreamNameKey,
      })
      .where('tenant', '=', next.tenant)
      .where('token_hash', '=', next.oldTokenHash)
      .where('expires_at', '>', next.lastSeenAt),
);

const insertPortal = statement((db, row: StoredPortalSession, dialect) =>
  db
    .insertInto('portal_session')
    .columns(['tenant', 'token_hash', 'broker_session', 'account_id', 'sealed', 'created_at', 'expires_at'])
    .expression(
      // Held, or a broker session that ends at this very moment would be seen here and missed by the foreign key.
      dialect.held(
        db
          .selectFrom('broker_session')
          .select(({ val }) => [
            'tenant',
            val(row.tokenHash).as('token_hash'),
            'id as broker_session',
            val(row.accountId).as('account_id'),
            val(row.sealed).as('sealed'),
            val(row.createdAt).as('created_at'),
            val(row.expiresAt).as('expires_at'),
          ])
          .where('tenant', '=', row.tenant)
          .where('id', '=', row.brokerSession)
          // The answer that opens it names both; they belong together, whoever wrote it.
          .where('account_id', '=', row.accountId),
      ),
    ),
);

const findPortal = statement((db, at: Arriving) =>
  db
    .selectFrom('portal_session as portal')
    .innerJoin('broker_session as broker', (join) =>
      join
        .onRef('broker.tenant', '=', 'portal.tenant')
        .onRef('broker.id', '=', 'portal.broker_session')
        .onRef('broker.account_id', '=', 'portal.account_id'),
    )
    .select(['portal.tenant', 'portal.token_hash', 'portal.broker_session', 'portal.account_id', 'portal.sealed'])
    .select(['portal.created_at', 'portal.expires_at'])
    .where('portal.tenant', '=', at.tenant)
    .where('portal.token_hash', '=', at.tokenHash)
    .where('portal.expires_at', '>', at.now)
    .where('broker.expires_at', '>', at.now)
    .where('broker.last_seen_at', '>', at.idleSince),
);

const touch = statement(
  (db, at: { readonly tenant: TenantId; readonly brokerSession: SessionId; readonly now: EpochMs; readonly before: EpochMs }) =>
    db
      .updateTable('broker_session')
      .set({ last_seen_at: at.now })
      .where('tenant', '=', at.tenant)
      .where('id', '=', at.brokerSession)
      .where('last_seen_at', '<=', at.before),
);

function brokerColumnsOf(row: WithAccount<StoredBrokerSession>): Database['broker_session'] {
  return {
    tenant: row.tenant,
    id: row.id,
    token_hash: row.tokenHash,
    connection: row.connection,
    subject: row.subject,
    account_id: row.accountId,
    strength: row.strength,
    methods: row.methods,
    strength_at: row.strengthAt,
    upstream_sid_key: row.upstreamSidKey,
    upstream_name_key: row.upstreamNameKey,
    sealed: row.sealed,
    visit: row.visit,
    created_at: row.createdAt,
    last_seen_at: row.lastSeenAt,
    expires_at: row.expiresAt,
  };
}

function brokerOf(row: Selectable<Database['broker_session']>): StoredBrokerSession {
  return {
    tenant: row.tenant,
    id: row.id,
    tokenHash: row.token_hash,
    connection: row.connection,
    subject: row.subject,
    accountId: row.account_id === noAccount ? null : row.account_id,
    strength: row.strength,
    methods: row.methods,
    strengthAt: row.strength_at,
    upstreamSidKey: row.upstream_sid_key,
    upstreamNameKey: row.upstream_name_key,
    sealed: bytesOf(row.sealed),
    visit: row.visit === null ? null : bytesOf(row.visit),
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
  };
}

function portalOf(row: Selectable<Database['portal_session']>): StoredPortalSession {
  return {
    tenant: row.tenant,
    tokenHash: row.token_hash,
    brokerSession: row.broker_session,
    accountId: row.account_id,
    sealed: bytesOf(row.sealed),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}
