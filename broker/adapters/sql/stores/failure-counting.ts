import { type Kysely, sql } from 'kysely';
import type { EpochMs, SubjectKey, TenantId } from '../../../domain/brands.ts';
import type { FactorStore, Reservation } from '../../../domain/ports/stores/factor-store.ts';
import type { Database } from '../schema.ts';
import { statement } from '../statement.ts';
import { type Bench, together } from '../whole.ts';

type FailureCounting = Pick<
  FactorStore,
  'findSubject' | 'noteAsked' | 'voidSignIns' | 'clearFailures' | 'reserveFailure' | 'forgiveFailures' | 'returnFailure'
>;

/** Holds the person's row until the transaction ends: what several statements say about one person, they say one after the other. */
export async function holdSubject(transaction: Kysely<Database>, tenant: TenantId, subject: SubjectKey): Promise<void> {
  await transaction
    .insertInto('mfa_subject')
    .values({ tenant, subject, failures: 0, locked_until: 0 })
    .onConflict((conflict) => conflict.columns(['tenant', 'subject']).doUpdateSet({ failures: sql<number>`mfa_subject.failures` }))
    .execute();
}

/** The wrong answers in a row of FactorStore. */
export function createFailureCounting(bench: Bench): FailureCounting {
  return {
    async findSubject(tenant, subject) {
      const [row] = (await find(bench, { tenant, subject })).rows;
      return row === undefined
        ? null
        : {
            tenant,
            subject,
            failures: row.failures,
            lockedUntil: row.locked_until,
            askedAt: row.asked_at,
            signInsVoidAt: row.sign_ins_void_at,
          };
    },
    async voidSignIns(tenant, subject, now) {
      await voidSignIns(bench, { tenant, subject, now });
    },
    async noteAsked(tenant, subject, now) {
      const [row] = (await noteAsked(bench, { tenant, subject, now })).rows;
      return row?.asked_at ?? now;
    },
    async clearFailures(tenant, subject) {
      await bench.db
        .updateTable('mfa_subject')
        .set({ failures: 0, locked_until: 0, requests: 0, denied_at: null, disowned_at: null })
        .where('tenant', '=', tenant)
        .where('subject', '=', subject)
        .execute();
    },
    async reserveFailure(tenant, subject, now, lockUntil) {
      return together(bench, async (whole) => {
        const inside = { ...bench, db: whole };
        const [counted] = (await reserve(inside, { tenant, subject, now })).rows;
        if (counted === undefined) return null;
        const { failures } = counted;
        // The row is ours until the transaction ends, so nobody sees the count without the lock it earns.
        const earned = lockUntil(failures);
        if (earned <= now) return { tenant, subject, failures, earned: 0 };
        await lock(inside, { tenant, subject, earned });
        return { tenant, subject, failures, earned };
      });
    },
    async forgiveFailures(reservation, now) {
      await forgive(bench, { ...reservation, now });
    },
    async returnFailure(reservation) {
      await giveBack(bench, reservation);
    },
  };
}

interface At {
  readonly tenant: TenantId;
  readonly subject: SubjectKey;
}

const find = statement((db, at: At) =>
  db
    .selectFrom('mfa_subject')
    .select(['failures', 'locked_until', 'asked_at', 'sign_ins_void_at'])
    .where('tenant', '=', at.tenant)
    .where('subject', '=', at.subject),
);

const voidSignIns = statement((db, at: At & { readonly now: EpochMs }) =>
  db
    .insertInto('mfa_subject')
    .values({ tenant: at.tenant, subject: at.subject, failures: 0, locked_until: 0, sign_ins_void_at: at.now })
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'subject']).doUpdateSet({ sign_ins_void_at: sql<number>`excluded.sign_ins_void_at` }),
    ),
);

const noteAsked = statement((db, at: At & { readonly now: EpochMs }) =>
  db
    .insertInto('mfa_subject')
    .values({ tenant: at.tenant, subject: at.subject, failures: 0, locked_until: 0, asked_at: at.now })
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'subject']).doUpdateSet({ asked_at: sql<number>`coalesce(mfa_subject.asked_at, excluded.asked_at)` }),
    )
    .returning('asked_at'),
);

const reserve = statement((db, at: At & { readonly now: EpochMs }) =>
  db
    .insertInto('mfa_subject')
    .values({ tenant: at.tenant, subject: at.subject, failures: 1, locked_until: 0 })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'subject'])
        .doUpdateSet({ failures: sql<number>`mfa_subject.failures + 1` })
        .where('mfa_subject.locked_until', '<=', at.now),
    )
    .returning('failures'),
);

const lock = statement((db, at: At & Pick<Reservation, 'earned'>) =>
  db.updateTable('mfa_subject').set({ locked_until: at.earned }).where('tenant', '=', at.tenant).where('subject', '=', at.subject),
);

// A time of a lock is earned once: while it runs, nobody else counts. So the value tells whose lock it is.
const forgive = statement((db, at: Reservation & { readonly now: EpochMs }) =>
  db
    .updateTable('mfa_subject')
    .set({
      failures: sql<number>`case when failures > ${at.failures} then failures - ${at.failures} else 0 end`,
      locked_until: sql<number>`case when locked_until > ${at.now} and locked_until <> ${at.earned} then locked_until else 0 end`,
      // Whoever has shown a factor may be asked on their phone again.
      requests: 0,
      denied_at: sql<null>`null`,
    })
    .where('tenant', '=', at.tenant)
    .where('subject', '=', at.subject),
);

const giveBack = statement((db, at: Reservation) =>
  db
    .updateTable('mfa_subject')
    .set({
      failures: sql<number>`case when failures > 0 then failures - 1 else 0 end`,
      locked_until: sql<number>`case when locked_until = ${at.earned} then 0 else locked_until end`,
    })
    .where('tenant', '=', at.tenant)
    .where('subject', '=', at.subject),
);
