import type { Selectable } from 'kysely';
import type { SigningKeyStore, StoredPepper, StoredTenantKey, TenantKeyStore } from '../../../domain/ports/stores/key-store.ts';
import { bytesOf } from '../bytes.ts';
import type { Database } from '../schema.ts';
import { allOrNothing, type Bench } from '../whole.ts';

export function createTenantKeyStore({ db }: Bench): TenantKeyStore {
  return {
    async find(tenant, version) {
      const query = db.selectFrom('tenant_key').selectAll().where('tenant', '=', tenant).orderBy('version', 'desc').limit(1);
      const row = await (version === null ? query : query.where('version', '=', version)).executeTakeFirst();
      return row === undefined ? null : tenantKeyOf(row);
    },
    async list(tenant) {
      return (await db.selectFrom('tenant_key').selectAll().where('tenant', '=', tenant).orderBy('version').execute()).map(tenantKeyOf);
    },
    async insert({ tenant, version, masterKeyId, wrapped, createdAt }) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('tenant_key')
        .values({ tenant, version, master_key_id: masterKeyId, wrapped, created_at: createdAt })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },
    async findPepper(tenant, purpose) {
      const row = await db.selectFrom('pepper').selectAll().where('tenant', '=', tenant).where('purpose', '=', purpose).executeTakeFirst();
      return row === undefined ? null : pepperOf(row);
    },
    async insertPeppers(rows) {
      const values = rows.map(({ tenant, purpose, masterKeyId, wrapped }) => ({ tenant, purpose, master_key_id: masterKeyId, wrapped }));
      await db
        .insertInto('pepper')
        .values(values)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}

export function tenantKeyOf(row: Selectable<Database['tenant_key']>): StoredTenantKey {
  const { tenant, version, master_key_id: masterKeyId, created_at: createdAt } = row;
  return { tenant, version, masterKeyId, wrapped: bytesOf(row.wrapped), createdAt };
}

export function pepperOf(row: Selectable<Database['pepper']>): StoredPepper {
  return { tenant: row.tenant, purpose: row.purpose, masterKeyId: row.master_key_id, wrapped: bytesOf(row.wrapped) };
}

export function createSigningKeyStore(bench: Bench): SigningKeyStore {
  const { db } = bench;
  return {
    async list(tenant, purpose, algorithm) {
      const rows = await db
        .selectFrom('signing_key')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('purpose', '=', purpose)
        .where('algorithm', '=', algorithm)
        .orderBy('generation')
        .execute();
      return rows.map((row) => ({
        tenant,
        id: row.id,
        purpose,
        algorithm,
        generation: row.generation,
        sealed: bytesOf(row.sealed),
        publicKey: bytesOf(row.public_key),
        signsFrom: row.signs_from,
        trustedUntil: row.trusted_until,
        createdAt: row.created_at,
      }));
    },
    insert: (row, predecessorsTrustedUntil) =>
      allOrNothing(bench, async (whole) => {
        const { numInsertedOrUpdatedRows } = await whole
          .insertInto('signing_key')
          .values({
            tenant: row.tenant,
            id: row.id,
            purpose: row.purpose,
            algorithm: row.algorithm,
            generation: row.generation,
            sealed: row.sealed,
            public_key: row.publicKey,
            signs_from: row.signsFrom,
            trusted_until: row.trustedUntil,
            created_at: row.createdAt,
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow();
        if (numInsertedOrUpdatedRows !== 1n) return false;
        if (predecessorsTrustedUntil === null) return true;
        await whole
          .updateTable('signing_key')
          .set({ trusted_until: predecessorsTrustedUntil })
          .where('tenant', '=', row.tenant)
          .where('purpose', '=', row.purpose)
          .where('algorithm', '=', row.algorithm)
          .where('generation', '<', row.generation)
          .where((key) => key.or([key('trusted_until', 'is', null), key('trusted_until', '>', predecessorsTrustedUntil)]))
          .execute();
        return true;
      }),
    async sweep(now) {
      const { numDeletedRows } = await db.deleteFrom('signing_key').where('trusted_until', '<', now).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}
