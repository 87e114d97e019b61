import type { Kysely } from 'kysely';
import type { PersonRule } from '#contract/rpc/people';
import type { TenantId } from '../../../domain/brands.ts';
import type { PersonCounts } from '../../../domain/ports/stores/person-store.ts';
import type { Database } from '../schema.ts';

/** Counts people as far as `most`: a page that says "more than that" must not read a million rows to say it. */
export async function countPeople(db: Kysely<Database>, tenant: TenantId, most: number): Promise<PersonCounts> {
  const named = (rule: PersonRule | null) =>
    db
      .selectFrom((inner) =>
        inner
          .selectFrom('person')
          .select('key')
          .where('tenant', '=', tenant)
          .$if(rule !== null, (query) => query.where('rule', '=', rule ?? 'policy'))
          .limit(most)
          .as('some'),
      )
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
  const enrolled = db
    .selectFrom((inner) =>
      inner
        .selectFrom('mfa_factor')
        .select('subject')
        .distinct()
        .where('tenant', '=', tenant)
        .where('state', '=', 'active')
        .where('kind', '!=', 'temporary-pass')
        .limit(most)
        .as('some'),
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return {
    named: Number((await named(null)).count),
    required: Number((await named('required')).count),
    exempt: Number((await named('exempt')).count),
    enrolled: Number((await enrolled).count),
  };
}
