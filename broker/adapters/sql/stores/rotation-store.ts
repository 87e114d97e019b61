import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { TenantId } from '../../../domain/brands.ts';
import type { StoredPepper, StoredTenantKey } from '../../../domain/ports/stores/key-store.ts';
import type { RotationStore, SealedColumn } from '../../../domain/ports/stores/rotation-store.ts';
import { bytesOf } from '../bytes.ts';
import type { Database } from '../schema.ts';
import { sealedColumns } from '../sealed-columns.ts';
import { type Bench, together } from '../whole.ts';
import { pepperOf, tenantKeyOf } from './key-stores.ts';

/** Wrapped keys that go in one transaction. */
const wrappedBatch = 100;

export function createRotationStore(bench: Bench): RotationStore {
  const { db } = bench;

  /** Runs one conditional update for each change; gives how many of them still found what they replace. */
  async function each<Change>(changes: readonly Change[], write: (db: Kysely<Database>, change: Change) => Promise<bigint>) {
    return together(bench, async (whole) => {
      let changed = 0n;
      for (const change of changes) changed += await write(whole, change);
      return Number(changed);
    });
  }

  return {
    sealedColumns,

    async countByMasterKey() {
      const dataKeys = await countsOf(db, 'tenant_key');
      const peppers = await countsOf(db, 'pepper');
      const ids = [...new Set([...dataKeys.keys(), ...peppers.keys()])].sort();
      return ids.map((masterKeyId) => ({
        masterKeyId,
        dataKeys: dataKeys.get(masterKeyId) ?? 0,
        peppers: peppers.get(masterKeyId) ?? 0,
      }));
    },
    async dataKeysOfOthers(masterKeyId, after) {
      const all = db
        .selectFrom('tenant_key')
        .selectAll()
        .where('master_key_id', '<>', masterKeyId)
        .orderBy('tenant')
        .orderBy('version')
        .limit(wrappedBatch);
      const rest = after === null ? all : all.where(sql<boolean>`(tenant, version) > (${after.tenant}, ${after.version})`);
      return (await rest.execute()).map(tenantKeyOf);
    },
    async peppersOfOthers(masterKeyId, after) {
      const all = db
        .selectFrom('pepper')
        .selectAll()
        .where('master_key_id', '<>', masterKeyId)
        .orderBy('tenant')
        .orderBy('purpose')
        .limit(wrappedBatch);
      const rest = after === null ? all : all.where(sql<boolean>`(tenant, purpose) > (${after.tenant}, ${after.purpose})`);
      return (await rest.execute()).map(pepperOf);
    },
    rewrapDataKeys: (changes) => each(changes, rewrapDataKey),
    rewrapPeppers: (changes) => each(changes, rewrapPepper),

    async sealedBefore(tenant, at, head, after) {
      const rest = after === null ? sql`` : sql`and ${sql.ref(at.row)} > ${after}`;
      const { rows } = await sql<{ name: string; sealed: Uint8Array }>`
        select ${sql.ref(at.row)} as name, ${sql.ref(at.column)} as sealed from ${sql.table(at.table)}
        where ${olderThan(tenant, at, head)} ${rest} order by ${sql.ref(at.row)} limit ${at.batch}`.execute(db);
      return rows.map(({ name, sealed }) => ({ row: name, sealed: bytesOf(sealed) }));
    },
    async countSealedBefore(tenant, head) {
      let sum = 0;
      for (const at of sealedColumns) {
        const { rows } = await sql<{ count: number }>`
          select count(*) as count from ${sql.table(at.table)} where ${olderThan(tenant, at, head)}`.execute(db);
        sum += Number(rows[0]?.count);
      }
      return sum;
    },
    reseal: (tenant, at, changes) =>
      each(changes, async (whole, { read, next }) => {
        const { numAffectedRows } = await sql`
          update ${sql.table(at.table)} set ${sql.ref(at.column)} = ${next}
          where tenant = ${tenant} and ${sql.ref(at.row)} = ${read.row} and ${sql.ref(at.column)} = ${read.sealed}`.execute(whole);
        return numAffectedRows ?? 0n;
      }),
    async destroyDataKeysBelow(tenant, version, head) {
      const leftOver = sealedColumns.map(
        (at) => sql`not exists (select 1 from ${sql.table(at.table)} where ${olderThan(tenant, at, head)})`,
      );
      const { numAffectedRows } = await sql`
        delete from tenant_key where tenant = ${tenant} and version < ${version} and ${sql.join(leftOver, sql` and `)}`.execute(db);
      return Number(numAffectedRows ?? 0n);
    },
  };
}

/** Both databases compare bytes one by one and without sign, so that heads are in the order of their versions. */
function olderThan(tenant: TenantId, at: SealedColumn, head: Uint8Array): RawBuilder<boolean> {
  const { table, column } = at;
  const sealed = sql.ref(`${table}.${column}`);
  return sql<boolean>`${sql.ref(`${table}.tenant`)} = ${tenant} and substr(${sealed}, 1, ${sql.lit(head.length)}) < ${head}`;
}

async function countsOf(db: Kysely<Database>, table: 'tenant_key' | 'pepper'): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom(table)
    .select(({ fn }) => ['master_key_id', fn.countAll<number>().as('count')])
    .groupBy('master_key_id')
    .execute();
  return new Map(rows.map((row) => [row.master_key_id, Number(row.count)]));
}

async function rewrapDataKey(db: Kysely<Database>, { read, next }: { read: StoredTenantKey; next: StoredTenantKey }): Promise<bigint> {
  const { numUpdatedRows } = await db
    .updateTable('tenant_key')
    .set({ master_key_id: next.masterKeyId, wrapped: next.wrapped })
    .where('tenant', '=', read.tenant)
    .where('version', '=', read.version)
    .where('wrapped', '=', read.wrapped)
    .executeTakeFirstOrThrow();
  return numUpdatedRows;
}

async function rewrapPepper(db: Kysely<Database>, { read, next }: { read: StoredPepper; next: StoredPepper }): Promise<bigint> {
  const { numUpdatedRows } = await db
    .updateTable('pepper')
    .set({ master_key_id: next.masterKeyId, wrapped: next.wrapped })
    .where('tenant', '=', read.tenant)
    .where('purpose', '=', read.purpose)
    .where('wrapped', '=', read.wrapped)
    .executeTakeFirstOrThrow();
  return numUpdatedRows;
}
