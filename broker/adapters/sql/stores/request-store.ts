import { sql } from 'kysely';
import type { EpochMs, SubjectKey, TenantId } from '../../../domain/brands.ts';
import type { RequestStore } from '../../../domain/ports/stores/request-store.ts';
import { statement } from '../statement.ts';
import type { Bench } from '../whole.ts';

export function createRequestStore(bench: Bench): RequestStore {
  return {
    async find(tenant, subject) {
      const [row] = (await find(bench, { tenant, subject })).rows;
      return {
        count: row?.requests ?? 0,
        lastAt: row?.requested_at ?? null,
        deniedAt: row?.denied_at ?? null,
        disownedAt: row?.disowned_at ?? null,
      };
    },
    async count(tenant, subject, limit, now) {
      if (limit < 1) return false;
      return (await count(bench, { tenant, subject, limit, now })).rows.length === 1;
    },
    async noteDenied(tenant, subject, now) {
      await noteDenied(bench, { tenant, subject, now });
    },
    async noteDisowned(tenant, subject, now) {
      await noteDisowned(bench, { tenant, subject, now });
    },
    async endRow(tenant, subject) {
      await endRow(bench, { tenant, subject });
    },
  };
}

interface At {
  readonly tenant: TenantId;
  readonly subject: SubjectKey;
}
type AtTime = At & { readonly now: EpochMs };

const find = statement((db, at: At) =>
  db
    .selectFrom('mfa_subject')
    .select(['requests', 'requested_at', 'denied_at', 'disowned_at'])
    .where('tenant', '=', at.tenant)
    .where('subject', '=', at.subject),
);

const count = statement((db, at: AtTime & { readonly limit: number }) =>
  db
    .insertInto('mfa_subject')
    .values({ tenant: at.tenant, subject: at.subject, failures: 0, locked_until: 0, requests: 1, requested_at: at.now })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'subject'])
        .doUpdateSet({
          requests: sql<number>`coalesce(mfa_subject.requests, 0) + 1`,
          requested_at: sql<number>`excluded.requested_at`,
          denied_at: sql<null>`null`,
        })
        .where(sql<number>`coalesce(mfa_subject.requests, 0)`, '<', at.limit),
    )
    .returning('requests'),
);

const noteDenied = statement((db, at: AtTime) =>
  db.updateTable('mfa_subject').set({ denied_at: at.now }).where('tenant', '=', at.tenant).where('subject', '=', at.subject),
);

const noteDisowned = statement((db, at: AtTime) =>
  db
    .insertInto('mfa_subject')
    .values({
      tenant: at.tenant,
      subject: at.subject,
      failures: 0,
      locked_until: 0,
      denied_at: at.now,
      disowned_at: at.now,
      sign_ins_void_at: at.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'subject']).doUpdateSet({
        denied_at: sql<number>`excluded.denied_at`,
        disowned_at: sql<number>`excluded.disowned_at`,
        sign_ins_void_at: sql<number>`excluded.sign_ins_void_at`,
      }),
    ),
);

const endRow = statement((db, at: At) =>
  db
    .updateTable('mfa_subject')
    .set({ requests: 0, denied_at: sql<null>`null` })
    .where('tenant', '=', at.tenant)
    .where('subject', '=', at.subject),
);
