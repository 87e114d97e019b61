import type { Selectable } from 'kysely';
import type { LoginStore, StoredTransaction } from '../../../domain/ports/stores/login-store.ts';
import { bytesOf } from '../bytes.ts';
import type { Database } from '../schema.ts';
import type { Bench } from '../whole.ts';

export function createLoginStore({ db }: Bench): LoginStore {
  return {
    async insert(row) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('login')
        .values({ tenant: row.tenant, id: row.id, ...columnsOf(row) })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },
    async find(tenant, id) {
      const row = await db.selectFrom('login').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : transactionOf(row);
    },
    async save(row, expectVersion) {
      const { numUpdatedRows } = await db
        .updateTable('login')
        .set(columnsOf(row))
        .where('tenant', '=', row.tenant)
        .where('id', '=', row.id)
        .where('version', '=', expectVersion)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async sweep(now) {
      const { numDeletedRows } = await db.deleteFrom('login').where('expires_at', '<', now).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function columnsOf(row: StoredTransaction) {
  return {
    version: row.version,
    state: row.state,
    connection: row.connection,
    party: row.party,
    key_hash: row.keyHash,
    sealed: row.sealed,
    expires_at: row.expiresAt,
  };
}

function transactionOf(row: Selectable<Database['login']>): StoredTransaction {
  return {
    tenant: row.tenant,
    id: row.id,
    version: row.version,
    state: row.state,
    connection: row.connection,
    party: row.party,
    keyHash: row.key_hash,
    sealed: row.sealed === null ? null : bytesOf(row.sealed),
    expiresAt: row.expires_at,
  };
}
