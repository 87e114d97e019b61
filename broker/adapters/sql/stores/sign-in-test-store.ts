import type { Selectable } from 'kysely';
import type { SignInTestStore, StoredSignInTest } from '../../../domain/ports/stores/sign-in-test-store.ts';
import { bytesOf } from '../bytes.ts';
import type { Database } from '../schema.ts';
import type { Bench } from '../whole.ts';

export function createSignInTestStore({ db }: Bench): SignInTestStore {
  const ofTenant = (tenant: StoredSignInTest['tenant']) => db.selectFrom('sign_in_test').selectAll().where('tenant', '=', tenant);
  return {
    async insert(row) {
      await db
        .insertInto('sign_in_test')
        .values({ tenant: row.tenant, id: row.id, connection: row.connection, ticket_hash: row.ticketHash, ...columnsOf(row) })
        .execute();
    },
    async find(tenant, id) {
      const row = await ofTenant(tenant).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : testOf(row);
    },
    async findByTicket(tenant, ticketHash) {
      const row = await ofTenant(tenant).where('ticket_hash', '=', ticketHash).executeTakeFirst();
      return row === undefined ? null : testOf(row);
    },
    async take(tenant, ticketHash, by, now) {
      const { numUpdatedRows } = await db
        .updateTable('sign_in_test')
        .set({ state: 'under-way', key_hash: by.keyHash, expires_at: by.until, version: 2 })
        .where('tenant', '=', tenant)
        .where('ticket_hash', '=', ticketHash)
        .where('state', '=', 'waiting')
        .where('expires_at', '>', now)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async save(row, expectVersion) {
      const { numUpdatedRows } = await db
        .updateTable('sign_in_test')
        .set(columnsOf(row))
        .where('tenant', '=', row.tenant)
        .where('id', '=', row.id)
        .where('version', '=', expectVersion)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async sweep(now) {
      const { numDeletedRows } = await db.deleteFrom('sign_in_test').where('delete_at', '<', now).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function columnsOf(row: StoredSignInTest) {
  return {
    version: row.version,
    state: row.state,
    key_hash: row.keyHash,
    sealed: row.sealed,
    memory: row.memory,
    expires_at: row.expiresAt,
    delete_at: row.deleteAt,
  };
}

function testOf(row: Selectable<Database['sign_in_test']>): StoredSignInTest {
  return {
    tenant: row.tenant,
    id: row.id,
    version: row.version,
    state: row.state,
    connection: row.connection,
    ticketHash: row.ticket_hash,
    keyHash: row.key_hash,
    sealed: bytesOf(row.sealed),
    memory: row.memory === null ? null : bytesOf(row.memory),
    expiresAt: row.expires_at,
    deleteAt: row.delete_at,
  };
}
