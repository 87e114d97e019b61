import { type Selectable, sql } from 'kysely';
import type { EpochMs, TenantId, TransactionId } from '../../../domain/brands.ts';
import type { FactorStore, StoredFactor } from '../../../domain/ports/stores/factor-store.ts';
import { bytesOf } from '../bytes.ts';
import type { Database } from '../schema.ts';
import { changedOne, statement } from '../statement.ts';
import { type Bench, together } from '../whole.ts';
import { createFailureCounting, holdSubject } from './failure-counting.ts';
import { createRecoveryCodeRows } from './recovery-code-rows.ts';

/** A set-up that nobody confirmed is forgotten after this long; it could not be confirmed long before. */
const pendingLifetimeMs = 24 * 3_600_000;

export function createFactorStore(bench: Bench): FactorStore {
  const { db } = bench;
  return {
    ...createRecoveryCodeRows(bench),
    ...createFailureCounting(bench),

    list: async (tenant, subject) => (await list(bench, { tenant, subject })).rows.map(factorOf),
    async find(tenant, id) {
      const row = await db.selectFrom('mfa_factor').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : factorOf(row);
    },
    async insert(row) {
      await db
        .insertInto('mfa_factor')
        .values({
          tenant: row.tenant,
          id: row.id,
          subject: row.subject,
          kind: row.kind,
          state: row.state,
          sealed: row.sealed,
          last_step: row.lastStep,
          created_at: row.createdAt,
          last_used_at: row.lastUsedAt,
          expires_at: row.expiresAt,
        })
        .execute();
    },
    activate: ({ tenant, id, subject }, { step, standing, sealed }, now) =>
      together(bench, async (whole) => {
        // Two browsers may confirm two factors at once, and each would see that the other's is not active yet.
        await holdSubject(whole, tenant, subject);
        const { numUpdatedRows } = await whole
          .updateTable('mfa_factor')
          .set({ state: 'active', last_step: step, last_used_at: now, ...(sealed && { sealed }) })
          .where('tenant', '=', tenant)
          .where('id', '=', id)
          .where('subject', '=', subject)
          .where('state', '=', 'pending')
          // What was begun before everything of the person was ended is not finished after it.
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('mfa_subject as person')
                  .select('person.subject')
                  .where('person.tenant', '=', tenant)
                  .where('person.subject', '=', subject)
                  .whereRef('person.sign_ins_void_at', '>=', 'mfa_factor.created_at'),
              ),
            ),
          )
          .$if(standing === 'first', (update) =>
            update.where(({ not, exists, selectFrom }) =>
              not(
                exists(
                  selectFrom('mfa_factor as own')
                    .select('own.id')
                    .where('own.tenant', '=', tenant)
                    .where('own.subject', '=', subject)
                    .where('own.state', '=', 'active')
                    .where(({ or, eb }) => or([eb('own.expires_at', 'is', null), eb('own.expires_at', '>', now)])),
                ),
              ),
            ),
          )
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),
    advanceStep: async (tenant, id, step, now) => changedOne(await advanceStep(bench, { tenant, id, step, now })),
    async touch(tenant, id, now) {
      const { numUpdatedRows } = await db
        .updateTable('mfa_factor')
        .set({ last_used_at: now })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('state', '=', 'active')
        .where('last_step', '=', 0)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async reseal({ tenant, id, subject, sealed }) {
      const { numUpdatedRows } = await db
        .updateTable('mfa_factor')
        .set({ sealed })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('subject', '=', subject)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async remove(tenant, subject, id) {
      const { numDeletedRows } = await db
        .deleteFrom('mfa_factor')
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('subject', '=', subject)
        .executeTakeFirstOrThrow();
      return numDeletedRows === 1n;
    },
    async removePending(tenant, subject, before) {
      const { numDeletedRows } = await db
        .deleteFrom('mfa_factor')
        .where('tenant', '=', tenant)
        .where('subject', '=', subject)
        .where('state', '=', 'pending')
        .where('created_at', '<', before)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
    async removeAll(tenant, subject) {
      const { numDeletedRows } = await db
        .deleteFrom('mfa_factor')
        .where('tenant', '=', tenant)
        .where('subject', '=', subject)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },

    async spendTry(tenant, login, limit, expiresAt, spend = 1) {
      if (limit < 1) return false;
      const { rows } = await spendTry(bench, { tenant, login, limit, expiresAt, spend });
      return rows.length === 1;
    },
    async returnTry(tenant, login, tries) {
      await db
        .updateTable('login_try')
        .set({ tries: sql<number>`case when tries > ${tries} then tries - ${tries} else 0 end` })
        .where('tenant', '=', tenant)
        .where('login', '=', login)
        .execute();
    },
    async sweep(now) {
      const tries = await db.deleteFrom('login_try').where('expires_at', '<', now).executeTakeFirstOrThrow();
      const pending = await db
        .deleteFrom('mfa_factor')
        .where('state', '=', 'pending')
        .where('created_at', '<', now - pendingLifetimeMs)
        .executeTakeFirstOrThrow();
      const over = await db.deleteFrom('mfa_factor').where('expires_at', '<', now).executeTakeFirstOrThrow();
      return Number(tries.numDeletedRows + pending.numDeletedRows + over.numDeletedRows);
    },
  };
}

const list = statement((db, at: Pick<StoredFactor, 'tenant' | 'subject'>) =>
  db
    .selectFrom('mfa_factor')
    .select(['tenant', 'id', 'subject', 'kind', 'state', 'sealed', 'last_step', 'created_at', 'last_used_at', 'expires_at'])
    .where('tenant', '=', at.tenant)
    .where('subject', '=', at.subject)
    .orderBy('created_at')
    .orderBy('id'),
);

interface SpentTry {
  readonly tenant: TenantId;
  readonly login: TransactionId;
  readonly limit: number;
  readonly expiresAt: EpochMs;
  readonly spend: number;
}

const spendTry = statement((db, at: SpentTry) =>
  db
    .insertInto('login_try')
    .values({ tenant: at.tenant, login: at.login, tries: at.spend, expires_at: at.expiresAt })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'login'])
        .doUpdateSet({ tries: sql<number>`login_try.tries + excluded.tries` })
        .where('login_try.tries', '<', at.limit),
    )
    .returning('tries'),
);

const advanceStep = statement((db, at: Pick<StoredFactor, 'tenant' | 'id'> & { readonly step: number; readonly now: EpochMs }) =>
  db
    .updateTable('mfa_factor')
    .set({ last_step: at.step, last_used_at: at.now })
    .where('tenant', '=', at.tenant)
    .where('id', '=', at.id)
    .where('state', '=', 'active')
    .where('last_step', '<', at.step),
);

function factorOf(row: Selectable<Database['mfa_factor']>): StoredFactor {
  return {
    tenant: row.tenant,
    id: row.id,
    subject: row.subject,
    kind: row.kind,
    state: row.state,
    sealed: bytesOf(row.sealed),
    lastStep: row.last_step,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  };
}
