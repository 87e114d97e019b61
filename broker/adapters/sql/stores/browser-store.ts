import { type Selectable, sql } from 'kysely';
import type { BrowserId, SubjectKey, TenantId } from '../../../domain/brands.ts';
import { type BrowserStore, mostPerPerson, type StoredBrowser } from '../../../domain/ports/stores/browser-store.ts';
import { bytesOf } from '../bytes.ts';
import type { Database } from '../schema.ts';
import { statement } from '../statement.ts';
import type { Bench } from '../whole.ts';

export function createBrowserStore(bench: Bench): BrowserStore {
  const { db } = bench;
  return {
    async find(tenant, id) {
      const [row] = (await find(bench, { tenant, id })).rows;
      return row === undefined ? null : browserOf(row);
    },
    async list(tenant, subject) {
      const rows = await db
        .selectFrom('browser')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('subject', '=', subject)
        .orderBy('last_seen_at', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(browserOf);
    },
    async insert({ secretHash, previousHash, rotatedAt, rememberedAt, createdAt, lastSeenAt, ...same }) {
      const values = {
        ...same,
        secret_hash: secretHash,
        previous_hash: previousHash,
        rotated_at: rotatedAt,
        remembered_at: rememberedAt,
        created_at: createdAt,
        last_seen_at: lastSeenAt,
      };
      await db.insertInto('browser').values(values).execute();
      await own(same.tenant, same.subject)
        .where('id', 'not in', ({ selectFrom }) =>
          selectFrom('browser as kept')
            .select('kept.id')
            .where('kept.tenant', '=', same.tenant)
            .where('kept.subject', '=', same.subject)
            .orderBy('kept.last_seen_at', 'desc')
            .orderBy('kept.id')
            .limit(mostPerPerson),
        )
        .execute();
    },
    async rotate({ tenant, id, subject }, { from, to, rememberedAt }, now) {
      const { numUpdatedRows } = await db
        .updateTable('browser')
        .set({
          previous_hash: sql<string>`secret_hash`,
          secret_hash: to,
          rotated_at: now,
          last_seen_at: now,
          ...(rememberedAt !== undefined && { remembered_at: rememberedAt }),
        })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('subject', '=', subject)
        .where('secret_hash', '=', from)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async remove(tenant, subject, id) {
      const { numDeletedRows } = await own(tenant, subject).where('id', '=', id).executeTakeFirstOrThrow();
      return numDeletedRows === 1n;
    },
    async removeAll(tenant, subject) {
      return Number((await own(tenant, subject).executeTakeFirstOrThrow()).numDeletedRows);
    },
    async sweep(before) {
      return Number((await db.deleteFrom('browser').where('last_seen_at', '<', before).executeTakeFirstOrThrow()).numDeletedRows);
    },
  };

  function own(tenant: TenantId, subject: SubjectKey) {
    return db.deleteFrom('browser').where('tenant', '=', tenant).where('subject', '=', subject);
  }
}

const find = statement((db, at: { readonly tenant: TenantId; readonly id: BrowserId }) =>
  db.selectFrom('browser').selectAll().where('tenant', '=', at.tenant).where('id', '=', at.id),
);

function browserOf(row: Selectable<Database['browser']>): StoredBrowser {
  const { secret_hash, previous_hash, rotated_at, remembered_at, created_at, last_seen_at, sealed, ...same } = row;
  return {
    ...same,
    sealed: bytesOf(sealed),
    secretHash: secret_hash,
    previousHash: previous_hash,
    rotatedAt: rotated_at,
    rememberedAt: remembered_at,
    createdAt: created_at,
    lastSeenAt: last_seen_at,
  };
}
