import { type PeopleFilter, type PeoplePage, type PersonSummary, peopleLimits } from '#contract/rpc/people';
import type { SubjectKey, TenantId } from '../domain/brands.ts';
import type { PeopleScene } from '../domain/ports/people.ts';
import type { StoredPerson } from '../domain/ports/stores/person-store.ts';
import type { PeopleDeps } from './deps.ts';
import { type Cursor, cursorOf, cursorText, idOfKey, idOfSubject } from './person-ids.ts';

/** A line, before accounts and methods are looked up for all lines at once. */
type Line = { readonly row: StoredPerson } | { readonly row: null; readonly subject: SubjectKey };
interface Lines {
  readonly lines: readonly Line[];
  readonly next: Cursor | null;
}

/** People in pages: those whom somebody named, and behind them those who have a second factor and no row. */
export async function listPeople(deps: PeopleDeps, at: PeopleScene, filter: PeopleFilter, after: string | null): Promise<PeoplePage> {
  const { people } = deps.storage;
  const [{ lines, next }, counts] = await Promise.all([linesOf(deps, at, filter, after), people.count(at.tenant.id, peopleLimits.counted)]);
  return { people: await summaries(deps, at, lines), next: next === null ? null : cursorText(next), counts };
}

async function linesOf(deps: PeopleDeps, at: PeopleScene, filter: PeopleFilter, after: string | null): Promise<Lines> {
  switch (filter) {
    case 'all': {
      const cursor = cursorOf(after, { row: null });
      return 'row' in cursor ? named(deps, at, null, cursor, { subject: null }) : unnamed(deps, at, cursor);
    }
    case 'required':
    case 'exempt': {
      const cursor = cursorOf(after, { row: null });
      return 'row' in cursor ? named(deps, at, filter, cursor, null) : { lines: [], next: null };
    }
    case 'enrolled': {
      const cursor = cursorOf(after, { subject: null });
      return 'subject' in cursor ? enrolled(deps, at, cursor) : { lines: [], next: null };
    }
    default:
      return filter satisfies never;
  }
}

/** `behind`: where the list goes on when the rows are at their end. */
async function named(
  { storage }: PeopleDeps,
  { tenant }: PeopleScene,
  rule: 'required' | 'exempt' | null,
  { row: from }: Extract<Cursor, { row: unknown }>,
  behind: Cursor | null,
): Promise<Lines> {
  const found = await storage.people.page(tenant.id, rule, from, peopleLimits.pageRows + 1);
  const rows = found.slice(0, peopleLimits.pageRows);
  const last = rows.at(-1);
  if (found.length > rows.length && last !== undefined)
    return { lines: rows.map((row) => ({ row })), next: { row: { addedAt: last.addedAt, key: last.key } } };
  const more = behind !== null && (await findUnnamed(storage, tenant.id, null, 1)).subjects.length > 0;
  return { lines: rows.map((row) => ({ row })), next: more ? behind : null };
}

async function enrolled(
  { storage }: PeopleDeps,
  { tenant }: PeopleScene,
  { subject: from }: Extract<Cursor, { subject: unknown }>,
): Promise<Lines> {
  const found = await storage.people.enrolled(tenant.id, from, peopleLimits.pageRows + 1);
  const subjects = found.slice(0, peopleLimits.pageRows);
  const lines: Line[] = [];
  for (const subject of subjects) {
    const [row] = await storage.people.ofSubject(tenant.id, subject);
    lines.push(row === undefined ? { row: null, subject } : { row });
  }
  const last = subjects.at(-1);
  return { lines, next: found.length > subjects.length && last !== undefined ? { subject: last } : null };
}

async function unnamed(
  { storage }: PeopleDeps,
  { tenant }: PeopleScene,
  { subject: from }: Extract<Cursor, { subject: unknown }>,
): Promise<Lines> {
  const { subjects, seen } = await findUnnamed(storage, tenant.id, from, peopleLimits.pageRows);
  return { lines: subjects.map((subject) => ({ row: null, subject })), next: seen === null ? null : { subject: seen } };
}

/** People looked at for one page, at most: where nearly all were named, the next page goes on from there. */
const looks = { rounds: 20, people: 500 } as const;

/** `seen`: the last who was looked at; null where there is nobody behind. */
async function findUnnamed(
  { people }: PeopleDeps['storage'],
  tenant: TenantId,
  from: SubjectKey | null,
  wanted: number,
): Promise<{ readonly subjects: readonly SubjectKey[]; readonly seen: SubjectKey | null }> {
  const subjects: SubjectKey[] = [];
  let seen = from;
  for (let round = 0; round < looks.rounds; round++) {
    const some = await people.enrolled(tenant, seen, looks.people);
    const named = await people.named(tenant, some);
    for (const subject of some) {
      if (subjects.length === wanted) return { subjects, seen };
      if (!named.has(subject)) subjects.push(subject);
      seen = subject;
    }
    if (some.length < looks.people) return { subjects, seen: null };
  }
  return { subjects, seen };
}

async function summaries({ storage, seal }: PeopleDeps, { tenant }: PeopleScene, lines: readonly Line[]): Promise<PersonSummary[]> {
  const subjects = [...new Set(lines.flatMap((line) => subjectOf(line) ?? []))];
  const [bindings, kinds] = await Promise.all([
    storage.bindings.ofSubjects(tenant.id, subjects),
    storage.people.kinds(tenant.id, subjects),
  ]);
  const accounts = new Map(bindings.map(({ subject, accountId }) => [subject, accountId]));
  return Promise.all(
    lines.map(async (line) => {
      const subject = subjectOf(line);
      const row = line.row;
      return {
        id: row === null ? idOfSubject(line.subject) : idOfKey(row.key),
        address: row === null ? null : (await seal.open(row)).address,
        accountId: (subject !== null && accounts.get(subject)) || null,
        rule: row?.rule ?? ('policy' as const),
        until: row?.until ?? null,
        known: subject !== null,
        methods: [...((subject !== null && kinds.get(subject)) || [])],
      };
    }),
  );
}

const subjectOf = (line: Line): SubjectKey | null => (line.row === null ? line.subject : line.row.subject);
