import { type Kysely, type Selectable, sql } from 'kysely';
import type { ChallengeId, EpochMs, TenantId } from '../../../domain/brands.ts';
import type { ChallengeStore, StoredChallenge } from '../../../domain/ports/stores/challenge-store.ts';
import { bytesOf } from '../bytes.ts';
import type { Database } from '../schema.ts';
import { type Bench, together } from '../whole.ts';
import { holdSubject } from './failure-counting.ts';

export function createChallengeStore(bench: Bench): ChallengeStore {
  const { db } = bench;
  return {
    open: (row) =>
      together(bench, async (whole) => {
        // Two browsers may ask for a code at once, and each would see nothing of the other's.
        await holdSubject(whole, row.tenant, row.subject);
        await ended(whole, row.tenant)
          .where('subject', '=', row.subject)
          .where('kind', '=', row.kind)
          .where('occasion', '=', row.occasion)
          .execute();
        await whole.insertInto('mfa_challenge').values(valuesOf(row)).execute();
      }),
    async find(tenant, id) {
      const row = await db.selectFrom('mfa_challenge').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : challengeOf(row);
    },
    async listOpen(tenant, subject, kind, now) {
      const rows = await db
        .selectFrom('mfa_challenge')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('subject', '=', subject)
        .where('kind', '=', kind)
        .where('state', '=', 'open')
        .where('expires_at', '>', now)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(challengeOf);
    },
    async settle(tenant, id, { to, codeHash, missLimit, sealed }, now) {
      const { numUpdatedRows } = await one(db, tenant, id)
        .set({ state: to, ...(sealed && { sealed }) })
        .where('state', '=', 'open')
        .where('expires_at', '>', now)
        .where('misses', '<', missLimit)
        .$if(codeHash !== null, (update) => update.where('code_hash', '=', codeHash as string))
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async consume(tenant, id, now) {
      const { numUpdatedRows } = await one(db, tenant, id)
        .set({ state: 'ended' })
        .where('state', '=', 'approved')
        .where('expires_at', '>', now)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async miss(tenant, id) {
      const row = await one(db, tenant, id)
        .set({ misses: sql<number>`misses + 1` })
        .where('state', '=', 'open')
        .returning('misses')
        .executeTakeFirst();
      return row?.misses ?? null;
    },
    async endOpen(tenant, subject, kind) {
      const { numUpdatedRows } = await ended(db, tenant)
        .where('subject', '=', subject)
        .$if(kind !== null, (update) => update.where('kind', '=', kind as StoredChallenge['kind']))
        .executeTakeFirstOrThrow();
      return Number(numUpdatedRows);
    },
    async sweep(now) {
      const { numDeletedRows } = await db.deleteFrom('mfa_challenge').where('expires_at', '<', now).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function one(db: Kysely<Database>, tenant: TenantId, id: ChallengeId) {
  return db.updateTable('mfa_challenge').where('tenant', '=', tenant).where('id', '=', id);
}

/** What stands open is not answered any more. */
function ended(db: Kysely<Database>, tenant: TenantId) {
  return db.updateTable('mfa_challenge').set({ state: 'ended' }).where('tenant', '=', tenant).where('state', '=', 'open');
}

function valuesOf(row: StoredChallenge) {
  const { codeHash, createdAt, expiresAt, ...same } = row;
  return { ...same, code_hash: codeHash, created_at: createdAt, expires_at: expiresAt };
}

function challengeOf({ code_hash, created_at, expires_at, sealed, ...same }: Selectable<Database['mfa_challenge']>): StoredChallenge {
  return { ...same, codeHash: code_hash, sealed: bytesOf(sealed), createdAt: created_at as EpochMs, expiresAt: expires_at as EpochMs };
}
