import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { migrate } from '../../broker/adapters/sql/migrate.ts';
import type { OpenDatabase } from '../../broker/adapters/sql/open-database.ts';
import { openPostgres } from '../../broker/adapters/sql/postgres.ts';
import { openSqlite } from '../../broker/adapters/sql/sqlite.ts';
import { createPersonStore } from '../../broker/adapters/sql/stores/person-store.ts';
import type { AccountId, PersonKey, SubjectKey, TenantId } from '../../broker/domain/brands.ts';
import { brand } from '../support/builders/brand.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { freshDatabase, placeOf, sharedPostgres } from '../support/postgres.ts';

const tenant: TenantId = brand('t1');
const many = 20_000;

/** What the database would do for the statements of the store, in its own words. */
async function plansOn(open: OpenDatabase, explain: string): Promise<string> {
  await migrate(open, createFakeClock());
  for (let from = 0; from < many; from += 1_000) {
    const numbers = Array.from({ length: 1_000 }, (_, index) => from + index);
    const bytes = new Uint8Array([1]);
    const people = numbers.map((n) => ({
      tenant,
      key: brand<PersonKey>(`k${n}`),
      rule: 'policy' as const,
      until: null,
      sealed: bytes,
      subject: brand<SubjectKey>(`s${n}`),
      added_at: from,
    }));
    await open.db.insertInto('person').values(people).execute();
    const bindings = numbers.map((n) => ({
      tenant,
      connection: 'okta',
      subject: brand<SubjectKey>(`s${n}`),
      account_id: brand<AccountId>(`a${n}`),
      bound_at: 0,
      address_key: brand<PersonKey>(`k${n}`),
    }));
    await open.db.insertInto('account_binding').values(bindings).execute();
    const factors = numbers.map((n) => ({
      tenant,
      id: brand<never>(`f${n}`),
      subject: brand<SubjectKey>(`s${n}`),
      kind: 'totp' as const,
      state: 'active' as const,
      sealed: bytes,
      last_step: 0,
      created_at: 0,
      last_used_at: null,
      expires_at: null,
    }));
    await open.db.insertInto('mfa_factor').values(factors).execute();
  }
  await sql`analyze`.execute(open.db);
  const plans: string[] = [];
  // The store's own statements, as the driver gets them.
  const { db } = open;
  const run = db.executeQuery.bind(db);
  const asked: { sql: string; parameters: readonly unknown[] }[] = [];
  Object.defineProperty(db, 'executeQuery', {
    value: (query: Parameters<typeof run>[0]) => {
      if ('sql' in query) asked.push({ sql: query.sql, parameters: query.parameters });
      return run(query);
    },
  });
  const people = createPersonStore(open);
  await people.matching(tenant, brand('s500'), brand('k500'));
  await people.matching(tenant, brand('s500'), null, brand('u500'));
  for (const { sql: text, parameters } of asked) {
    const plan = await run({ ...sql`select 1`.compile(open.db), sql: `${explain} ${text}`, parameters });
    plans.push(plan.rows.map((row) => Object.values(row as object).at(-1)).join('\n'));
  }
  return plans.join('\n');
}

test('a sign-in finds what was said of a person by indexes alone, on SQLite', async () => {
  const open = openSqlite(':memory:');
  const plan = await plansOn(open, 'explain query plan');
  expect(plan).toContain('person_subject (tenant=? AND subject=?)');
  expect(plan).toContain('(tenant=? AND key=?)');
  expect(plan).toContain('account_binding_subject (tenant=? AND subject=?)');
  expect(plan).not.toMatch(/SCAN (person|bound|account_binding)|\(tenant=\?\)/);
  await open.close();
}, 60_000);

test('a sign-in finds what was said of a person by indexes alone, on PostgreSQL', async () => {
  const server = await sharedPostgres();
  const database = await freshDatabase(server.url);
  const open = openPostgres(placeOf(database.url));
  const plan = await plansOn(open, 'explain');
  expect(plan).toContain('person_subject');
  expect(plan).toContain('person_pk');
  expect(plan).toContain('account_binding_subject');
  expect(plan).not.toContain('Seq Scan');
  await open.close();
  await database.remove();
  await server.stop();
}, 60_000);
