import type { AccountId, SubjectKey, TenantId } from '../../../domain/brands.ts';
import type { BindingStore, StoredBinding } from '../../../domain/ports/stores/binding-store.ts';
import type { Database } from '../schema.ts';
import { statement } from '../statement.ts';
import type { Bench } from '../whole.ts';

/** Enough for an unbinding or two that fall between the statements of a bind. */
const maxAttempts = 3;

export function createBindingStore(bench: Bench): BindingStore {
  const { db } = bench;
  async function find(tenant: TenantId, connection: string, subject: SubjectKey): Promise<StoredBinding | null> {
    const [row] = (await binding(bench, { tenant, connection, subject })).rows;
    return row === undefined ? null : { tenant, connection, subject, accountId: row.account_id, boundAt: row.bound_at };
  }

  async function isBound(tenant: TenantId, accountId: AccountId): Promise<boolean> {
    const row = await db
      .selectFrom('account_binding')
      .select('tenant')
      .where('tenant', '=', tenant)
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    return row !== undefined;
  }

  const bindingsOf = (tenant: TenantId) =>
    db.selectFrom('account_binding').select(['connection', 'subject', 'account_id', 'bound_at']).where('tenant', '=', tenant);

  return {
    find,
    isBound,
    async ofAccount(tenant, accountId) {
      const row = await bindingsOf(tenant).where('account_id', '=', accountId).executeTakeFirst();
      return row === undefined ? null : bindingOf(tenant, row);
    },
    async ofSubjects(tenant, subjects) {
      if (subjects.length === 0) return [];
      const rows = await bindingsOf(tenant).where('subject', 'in', subjects).execute();
      return rows.map((row) => bindingOf(tenant, row));
    },
    async ofAddresses(tenant, addresses) {
      if (addresses.length === 0) return [];
      const rows = await bindingsOf(tenant).select('address_key').where('address_key', 'in', addresses).execute();
      return rows.flatMap((row) => (row.address_key === null ? [] : { ...bindingOf(tenant, row), address: row.address_key }));
    },
    async noteAddress(tenant, accountId, address) {
      await db
        .updateTable('account_binding')
        .set({ address_key: address })
        .where('tenant', '=', tenant)
        .where('account_id', '=', accountId)
        .execute();
    },
    async bind(row, address = null) {
      for (let attempt = 1; ; attempt++) {
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('account_binding')
          .values({
            tenant: row.tenant,
            connection: row.connection,
            subject: row.subject,
            account_id: row.accountId,
            bound_at: row.boundAt,
            address_key: address,
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow();
        if (numInsertedOrUpdatedRows === 1n) return { kind: 'bound', binding: row };
        const existing = await find(row.tenant, row.connection, row.subject);
        if (existing !== null) return { kind: 'existing', binding: existing };
        if (attempt >= maxAttempts || (await isBound(row.tenant, row.accountId))) return { kind: 'account-taken' };
      }
    },
    async passOn(row, heldBy, address = null) {
      const { numUpdatedRows } = await db
        .updateTable('account_binding')
        .set({ subject: row.subject, bound_at: row.boundAt, ...(address !== null && { address_key: address }) })
        .where('tenant', '=', row.tenant)
        .where('connection', '=', row.connection)
        .where('subject', '=', heldBy)
        .where('account_id', '=', row.accountId)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async unbind(tenant, connection, subject) {
      const { numDeletedRows } = await db
        .deleteFrom('account_binding')
        .where('tenant', '=', tenant)
        .where('connection', '=', connection)
        .where('subject', '=', subject)
        .executeTakeFirstOrThrow();
      return numDeletedRows === 1n;
    },
  };
}

const binding = statement((db, at: Pick<StoredBinding, 'tenant' | 'connection' | 'subject'>) =>
  db
    .selectFrom('account_binding')
    .select(['account_id', 'bound_at'])
    .where('tenant', '=', at.tenant)
    .where('connection', '=', at.connection)
    .where('subject', '=', at.subject),
);

function bindingOf(
  tenant: TenantId,
  row: Pick<Database['account_binding'], 'connection' | 'subject' | 'account_id' | 'bound_at'>,
): StoredBinding {
  const { connection, subject } = row;
  return { tenant, connection, subject, accountId: row.account_id, boundAt: row.bound_at };
}
