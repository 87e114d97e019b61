import type { Selectable } from 'kysely';
import type { LoginStore, StoredTransaction } from '../../../domain/ports/stores/login-store.ts';
import { bytesOf } from '../bytes.ts';
import type { Database } from '../schema.ts';
import { changedOne, statement } from '../statement.ts';
import type { Bench } from '../whole.ts';

export function createLoginStore(bench: Bench): LoginStore {
  return {
    insert: async (row) => changedOne(await insert(bench, row)),
    async find(tenant, id) {
      const [row] = (await find(bench, { tenant, id })).rows;
      return row === undefined ? null : transactionOf(row);
    },
    save: async (row, expectVersion) => changedOne(await save(bench, { ...row, expectVersion })),
    async sweep(now) {
      const { numDeletedRows } = await bench.db.deleteFrom('login').where('expires_at', '<', now).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

const insert = statement((db, row: StoredTransaction) =>
  db
    .insertInto('login')
    .values({ tenant: row.tenant, id: row.id, ...columnsOf(row) })
    .onConflict((conflict) => conflict.doNothing()),
);

const find = statement((db, at: Pick<StoredTransaction, 'tenant' | 'id'>) =>
  db
    .selectFrom('login')
    .select(['tenant', 'id', 'version', 'state', 'connection', 'party', 'key_hash', 'sealed', 'expires_at'])
    .where('tenant', '=', at.tenant)
    .where('id', '=', at.id),
);

const save = statement((db, row: StoredTransaction & { readonly expectVersion: number }) =>
  db
    .updateTable('login')
    .set(columnsOf(row))
    .where('tenant', '=', row.tenant)
    .where('id', '=', row.id)
    .where('version', '=', row.expectVersion),
);

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
