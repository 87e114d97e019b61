import type { ImportedRow, ImportRow, PersonProblem } from '#contract/rpc/people';
import type { EpochMs, PersonKey } from '../domain/brands.ts';
import { personAddress, personKeyOf } from '../domain/person.ts';
import type { Doer, PeopleScene, Saying } from '../domain/ports/people.ts';
import type { StoredPerson } from '../domain/ports/stores/person-store.ts';
import { nameOfDoer, noted, signOut } from './acts.ts';
import type { PeopleDeps } from './deps.ts';
import { isSame, loosens, soundSaying, tightens } from './saying.ts';
import { actOf, withAct } from './sealed-person.ts';
import { ownAddress } from './self.ts';
import { signOutOwners } from './whose-address.ts';

interface Planned {
  readonly line: number;
  readonly key: PersonKey;
  readonly address: string;
  readonly saying: Saying;
  readonly before: StoredPerson | null;
}

/**
 * Many people at once, in one transaction. A line that does not fit is left out and told; the others are taken. What
 * `dryRun` answers is what the import would answer at this moment.
 */
export async function importPeople(
  deps: PeopleDeps,
  { at, by }: { readonly at: PeopleScene; readonly by: Doer },
  rows: readonly ImportRow[],
  dryRun: boolean,
): Promise<readonly ImportedRow[]> {
  const now = deps.clock.now();
  const { sound, refused } = await read(deps, at, rows, now);
  const stored = await deps.storage.people.findAll(at.tenant.id, [...new Set(sound.map(({ key }) => key))]);
  const byKey = new Map(stored.map((row) => [row.key, row]));
  const planned = sound.map((row): Planned => ({ ...row, before: byKey.get(row.key) ?? null }));
  const own = await selfGuard(deps, at, by, planned, now);
  const told = planned.map((row): ImportedRow => {
    const problem = own(row);
    if (problem !== null) return { line: row.line, outcome: 'refused', problem };
    return { line: row.line, outcome: row.before === null ? 'added' : isSame(row.before, row.saying) ? 'same' : 'changed', problem: null };
  });
  if (!dryRun) {
    const written = new Set(told.filter(({ outcome }) => outcome === 'added' || outcome === 'changed').map(({ line }) => line));
    await write(
      deps,
      at,
      by,
      planned.filter(({ line }) => written.has(line)),
    );
  }
  return [...told, ...refused].toSorted((a, b) => a.line - b.line);
}

async function read({ vault }: PeopleDeps, { tenant }: PeopleScene, rows: readonly ImportRow[], now: EpochMs) {
  const refused: ImportedRow[] = [];
  const sound: Omit<Planned, 'before'>[] = [];
  const seen = new Set<string>();
  const refuse = (line: number, problem: PersonProblem) => refused.push({ line, outcome: 'refused', problem });
  for (const { line, address: typed, ...given } of rows) {
    const address = personAddress(typed);
    const said = soundSaying(given, now);
    if (address === null) refuse(line, 'address');
    else if (seen.has(address)) refuse(line, 'duplicate');
    else if (!said.ok) refuse(line, said.problem);
    else {
      seen.add(address);
      sound.push({ line, address, key: await personKeyOf(vault, tenant.id, address), saying: said.saying });
    }
  }
  return { sound, refused };
}

/** Jira is asked once for the administrator's own address, not once for each line. */
async function selfGuard(deps: PeopleDeps, at: PeopleScene, by: Doer, planned: readonly Planned[], now: EpochMs) {
  const isLoosened = ({ before, saying }: Planned) => loosens(before, saying, now);
  if (by.kind === 'operator' || !planned.some(isLoosened)) return () => null;
  const mine = await ownAddress(deps, at, by.accountId);
  const binding = await deps.storage.bindings.ofAccount(at.tenant.id, by.accountId);
  return (row: Planned): PersonProblem | null => {
    if (!isLoosened(row)) return null;
    if (mine === null) return 'self-unknown';
    const isMine = row.address === mine || (binding !== null && row.before?.subject === binding.subject);
    return isMine ? 'self' : null;
  };
}

async function write(deps: PeopleDeps, at: PeopleScene, by: Doer, planned: readonly Planned[]): Promise<void> {
  const { storage, seal, clock } = deps;
  const now = clock.now();
  const rows = await Promise.all(
    planned.map(async ({ key, address, saying, before }) => {
      const known = before === null ? { address, acts: [] } : await seal.open(before);
      const content = withAct(known, actOf('rule', nameOfDoer(by), saying.reason, now));
      const row = { tenant: at.tenant.id, key, rule: saying.rule, until: saying.until, addedAt: before?.addedAt ?? now };
      return { ...row, sealed: await seal.seal(row, content) };
    }),
  );
  if (rows.length === 0) return;
  await storage.people.put(rows);
  noted(deps, at, by, 'import', { count: rows.length });
  const unlinked: PersonKey[] = [];
  for (const { before, key } of planned.filter((row) => tightens(row.before, row.saying, now)))
    if (before !== null && before.subject !== null) await signOut(deps, at, before.subject);
    else unlinked.push(key);
  await signOutOwners(deps, at, unlinked);
}
