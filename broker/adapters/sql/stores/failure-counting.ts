import { type Kysely, sql } from 'kysely';
import type { SubjectKey, TenantId } from '../../../domain/brands.ts';
import type { FactorStore } from '../../../domain/ports/stores/factor-store.ts';
import type { Database } from '../schema.ts';
import { statement } from '../statement.ts';
import { type Bench, together } from '../whole.ts';

type FailureCounting = Pick<FactorStore, 'findSubject' | 'countFailure' | 'clearFailures'>;

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
      return row === undefined ? null : { tenant, subject, failures: row.failures, lockedUntil: row.locked_until };
    },
    async countFailure(tenant, subject, now, lockUntil) {
      return together(bench, async (whole) => {
        const counted = await whole
          .insertInto('mfa_subject')
          .values({ tenant, subject, failures: 1, locked_until: 0 })
          .onConflict((conflict) =>
            conflict.columns(['tenant', 'subject']).doUpdateSet({ failures: sql<number>`mfa_subject.failures + 1` }),
          )
          .returning(['failures', 'locked_until'])
          .executeTakeFirstOrThrow();
        // The row is ours until the transaction ends, so nobody sees the count without the lock it earns.
        const earned = lockUntil(counted.failures);
        if (earned <= now || earned <= counted.locked_until)
          return { tenant, subject, failures: counted.failures, lockedUntil: counted.locked_until };
        await whole
          .updateTable('mfa_subject')
          .set({ locked_until: earned })
          .where('tenant', '=', tenant)
          .where('subject', '=', subject)
          .execute();
        return { tenant, subject, failures: counted.failures, lockedUntil: earned };
      });
    },
    async clearFailures(tenant, subject) {
      await clear(bench, { tenant, subject });
    },
  };
}

interface At {
  readonly tenant: TenantId;
  readonly subject: SubjectKey;
}

const find = statement((db, at: At) =>
  db.selectFrom('mfa_subject').select(['failures', 'locked_until']).where('tenant', '=', at.tenant).where('subject', '=', at.subject),
);

/** Most people have nothing to clear: then nothing is written, and no disk waited for. */
const clear = statement((db, at: At) =>
  db
    .updateTable('mfa_subject')
    .set({ failures: 0, locked_until: 0 })
    .where('tenant', '=', at.tenant)
    .where('subject', '=', at.subject)
    .where((row) => row.or([row('failures', '!=', 0), row('locked_until', '!=', 0)])),
);
