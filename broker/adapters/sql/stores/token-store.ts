import { sql } from 'kysely';
import type { FactorId } from '../../../domain/brands.ts';
import type { StoredToken, TokenPlace, TokenStore } from '../../../domain/ports/stores/token-store.ts';
import { bytesOf } from '../bytes.ts';
import type { Database } from '../schema.ts';
import type { Bench } from '../whole.ts';

/** Rows of a statement: SQLite takes 32,766 values, PostgreSQL 65,535. */
const rowsAtOnce = 1_000;

export function createTokenStore({ db }: Pick<Bench, 'db'>): TokenStore {
  /** With whether the factor that a token became still stands. */
  const tokens = () =>
    db
      .selectFrom('oath_token as token')
      .leftJoin('mfa_factor as holder', (join) => join.onRef('holder.tenant', '=', 'token.tenant').onRef('holder.id', '=', 'token.factor'))
      .selectAll('token')
      .select('holder.id as holder');
  const asRead = ({ tenant, id, factor, position }: StoredToken) => ({ tenant, id, factor, position });

  return {
    async add(rows) {
      let added = 0;
      for (let from = 0; from < rows.length; from += rowsAtOnce) {
        const values = rows.slice(from, from + rowsAtOnce).map(({ tenant, id, serialHash, sealed, position, addedAt }) => ({
          tenant,
          id,
          serial_hash: serialHash,
          sealed,
          factor: null,
          position,
          drift: 0,
          awaited: null,
          added_at: addedAt,
        }));
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('oath_token')
          .values(values)
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow();
        added += Number(numInsertedOrUpdatedRows ?? 0n);
      }
      return added;
    },
    async known(tenant, serialHashes) {
      const found = new Set<string>();
      for (let from = 0; from < serialHashes.length; from += rowsAtOnce) {
        const rows = await db
          .selectFrom('oath_token')
          .select('serial_hash')
          .where('tenant', '=', tenant)
          .where('serial_hash', 'in', serialHashes.slice(from, from + rowsAtOnce))
          .execute();
        for (const row of rows) found.add(row.serial_hash);
      }
      return found;
    },
    async findBySerial(tenant, serialHash) {
      const row = await tokens().where('token.tenant', '=', tenant).where('token.serial_hash', '=', serialHash).executeTakeFirst();
      return row === undefined ? null : tokenOf(row);
    },
    async ofFactor(tenant, factor) {
      const row = await tokens().where('token.tenant', '=', tenant).where('token.factor', '=', factor).executeTakeFirst();
      return row === undefined ? null : tokenOf(row);
    },
    async page(tenant, after, limit) {
      const rows = await tokens()
        .where('token.tenant', '=', tenant)
        .$if(after !== null, (query) =>
          query.where(({ and, eb, or }) => {
            const { addedAt, id } = after as TokenPlace;
            return or([eb('token.added_at', '>', addedAt), and([eb('token.added_at', '=', addedAt), eb('token.id', '>', id)])]);
          }),
        )
        .orderBy('token.added_at')
        .orderBy('token.id')
        .limit(limit)
        .execute();
      return rows.map(tokenOf);
    },
    async count(tenant) {
      const row = await db
        .selectFrom('oath_token as token')
        .leftJoin('mfa_factor as holder', (join) =>
          join.onRef('holder.tenant', '=', 'token.tenant').onRef('holder.id', '=', 'token.factor'),
        )
        .select([sql<number>`count(*)`.as('all'), sql<number>`count(holder.id)`.as('held')])
        .where('token.tenant', '=', tenant)
        .executeTakeFirstOrThrow();
      return { all: Number(row.all), held: Number(row.held) };
    },

    async assign(seen, { factor, position, drift }) {
      const { numUpdatedRows } = await unchanged(seen).set({ factor, position, drift, awaited: null }).executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async advance(tenant, factor, { position, drift }) {
      const { numUpdatedRows } = await db
        .updateTable('oath_token')
        .set({ position, drift, awaited: null })
        .where('tenant', '=', tenant)
        .where('factor', '=', factor)
        .where('position', '<', position)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async expect(seen, awaited) {
      const { numUpdatedRows } = await unchanged(seen).set({ awaited }).executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async remove(seen) {
      const { tenant, id, factor, position } = asRead(seen);
      const { numDeletedRows } = await db
        .deleteFrom('oath_token')
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('factor', factor === null ? 'is' : '=', factor)
        .where('position', '=', position)
        .executeTakeFirstOrThrow();
      return numDeletedRows === 1n;
    },
  };

  /**
   * The row, as long as nobody has changed whose it is or how far it has counted. It says so by its own columns: of a
   * statement that waited for another, PostgreSQL looks at this row again, and at no other.
   */
  function unchanged(seen: StoredToken) {
    const { tenant, id, factor, position } = asRead(seen);
    return db
      .updateTable('oath_token')
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('factor', factor === null ? 'is' : '=', factor)
      .where('position', '=', position);
  }
}

type Row = Database['oath_token'] & { readonly holder: FactorId | null };

function tokenOf({ serial_hash, added_at, sealed, holder, ...same }: Row): StoredToken {
  return { ...same, serialHash: serial_hash, sealed: bytesOf(sealed), isHeld: holder !== null, addedAt: added_at };
}
