import { type Selectable, sql } from 'kysely';
import type { PersonKey, SubjectKey, TenantId } from '../../../domain/brands.ts';
import type { FactorKind } from '../../../domain/ports/factor.ts';
import type { PersonStore, StoredPerson } from '../../../domain/ports/stores/person-store.ts';
import { bytesOf } from '../bytes.ts';
import type { Database } from '../schema.ts';
import { changedOne, statement } from '../statement.ts';
import { type Bench, together } from '../whole.ts';
import { countPeople } from './person-counts.ts';

/** Rows of one statement; the rest of an import follows in the same transaction. */
const rowsAtOnce = 500;

export function createPersonStore(bench: Bench): PersonStore {
  const { db } = bench;
  return {
    async matching(tenant, subject, key, asUser = subject) {
      const { rows } = await matching(bench, { tenant, subject, key, asUser });
      return rows.filter((row, index) => rows.findIndex((other) => other.key === row.key) === index);
    },
    link: async (tenant, key, subject) => changedOne(await link(bench, { tenant, key, subject })),

    async find(tenant, key) {
      const row = await db.selectFrom('person').selectAll().where('tenant', '=', tenant).where('key', '=', key).executeTakeFirst();
      return row === undefined ? null : personOf(row);
    },
    async findAll(tenant, keys) {
      if (keys.length === 0) return [];
      const rows = await db.selectFrom('person').selectAll().where('tenant', '=', tenant).where('key', 'in', keys).execute();
      return rows.map(personOf);
    },
    async ofSubject(tenant, subject) {
      const rows = await db
        .selectFrom('person')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('subject', '=', subject)
        .orderBy('added_at', 'desc')
        .orderBy('key')
        .execute();
      return rows.map(personOf);
    },
    put: (rows) =>
      together(bench, async (whole) => {
        // In one order, so that two imports at once wait for each other and not each for the other.
        const inOrder = rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
        for (const tenant of new Set(rows.map((row) => row.tenant)))
          await whole.updateTable('tenant').set({ has_people: 1 }).where('id', '=', tenant).where('has_people', '=', 0).execute();
        for (let from = 0; from < inOrder.length; from += rowsAtOnce) {
          const some = inOrder.slice(from, from + rowsAtOnce).map(({ tenant, key, rule, until, sealed, addedAt }) => ({
            tenant,
            key,
            rule,
            until,
            sealed,
            subject: null,
            added_at: addedAt,
          }));
          await whole
            .insertInto('person')
            .values(some)
            .onConflict((conflict) =>
              conflict.columns(['tenant', 'key']).doUpdateSet((row) => ({
                rule: row.ref('excluded.rule'),
                until: row.ref('excluded.until'),
                sealed: row.ref('excluded.sealed'),
              })),
            )
            .execute();
        }
      }),
    async reseal({ tenant, key, sealed }) {
      const { numUpdatedRows } = await db
        .updateTable('person')
        .set({ sealed })
        .where('tenant', '=', tenant)
        .where('key', '=', key)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async remove(tenant, key) {
      const { numDeletedRows } = await db
        .deleteFrom('person')
        .where('tenant', '=', tenant)
        .where('key', '=', key)
        .executeTakeFirstOrThrow();
      return numDeletedRows === 1n;
    },

    async page(tenant, rule, after, limit) {
      const rows = await db
        .selectFrom('person')
        .selectAll()
        .where('tenant', '=', tenant)
        .$if(rule !== null, (query) => query.where('rule', '=', rule ?? 'policy'))
        // As one value, so that the index leads right behind it: an import adds thousands at the same moment.
        .$if(after !== null, (query) => query.where(sql<boolean>`(added_at, key) < (${after?.addedAt ?? 0}, ${after?.key ?? ''})`))
        .orderBy('added_at', 'desc')
        .orderBy('key', 'desc')
        .limit(limit)
        .execute();
      return rows.map(personOf);
    },
    async enrolled(tenant, after, limit) {
      const rows = await db
        .selectFrom('mfa_factor')
        .select('subject')
        .distinct()
        .where('tenant', '=', tenant)
        .where('state', '=', 'active')
        .where('kind', '!=', aPass)
        .$if(after !== null, (query) => query.where('subject', '>', after ?? ('' as SubjectKey)))
        .orderBy('subject')
        .limit(limit)
        .execute();
      return rows.map(({ subject }) => subject);
    },
    async named(tenant, subjects) {
      if (subjects.length === 0) return new Set();
      const rows = await db.selectFrom('person').select('subject').where('tenant', '=', tenant).where('subject', 'in', subjects).execute();
      return new Set(rows.flatMap(({ subject }) => subject ?? []));
    },
    async kinds(tenant, subjects) {
      const found = new Map<SubjectKey, FactorKind[]>();
      if (subjects.length === 0) return found;
      const rows = await db
        .selectFrom('mfa_factor')
        .select(['subject', 'kind'])
        .distinct()
        .where('tenant', '=', tenant)
        .where('state', '=', 'active')
        .where('kind', '!=', aPass)
        .where('subject', 'in', subjects)
        .orderBy('kind')
        .execute();
      for (const { subject, kind } of rows) found.set(subject, [...(found.get(subject) ?? []), kind]);
      return found;
    },
    count: (tenant, most) => countPeople(db, tenant, most),
  };
}

/** A pass is nothing that somebody has set up, and ends within the hour. */
const aPass = 'temporary-pass';

/**
 * Three look-ups, each by its own index. `all`: to leave out the row that is found by two, SQLite would read everybody in the
 * order of their keys.
 */
const matching = statement((db, at: { tenant: TenantId; subject: SubjectKey; key: PersonKey | null; asUser: SubjectKey }) => {
  const rows = db.selectFrom('person').select(['key', 'rule', 'until', 'subject']).where('tenant', '=', at.tenant);
  const bound = db
    .selectFrom('account_binding as bound')
    .innerJoin('person', (join) => join.onRef('person.tenant', '=', 'bound.tenant').onRef('person.key', '=', 'bound.address_key'))
    .select(['person.key', 'person.rule', 'person.until', 'person.subject'])
    .where('bound.tenant', '=', at.tenant)
    .where('bound.subject', 'in', [at.subject, at.asUser]);
  return rows
    .where('subject', '=', at.subject)
    .unionAll(rows.where('key', '=', at.key as PersonKey))
    .unionAll(bound);
});

const link = statement((db, at: { tenant: TenantId; key: PersonKey; subject: SubjectKey }) =>
  db
    .updateTable('person')
    .set({ subject: at.subject })
    .where('tenant', '=', at.tenant)
    .where('key', '=', at.key)
    .where(sql<boolean>`subject is null`),
);

function personOf({ added_at: addedAt, sealed, ...same }: Selectable<Database['person']>): StoredPerson {
  return { ...same, addedAt, sealed: bytesOf(sealed) };
}
