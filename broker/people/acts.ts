import { plainReason } from '#contract/people/people-file';
import type { PersonAct } from '#contract/rpc/people';
import { type Refusal, refuse } from '../domain/app-error.ts';
import type { PersonKey, SubjectKey } from '../domain/brands.ts';
import type { Doer, PeopleScene } from '../domain/ports/people.ts';
import type { StoredPerson } from '../domain/ports/stores/person-store.ts';
import type { PeopleDeps } from './deps.ts';
import type { KnownPerson } from './known-people.ts';
import { actOf, withAct } from './sealed-person.ts';

export const nameOfDoer = (by: Doer) => (by.kind === 'operator' ? 'operator' : by.accountId);

/** Enough of a pseudonym to find two lines of one person by. */
const tagOf = (person: Pick<KnownPerson, 'id'>) => person.id.slice(0, 14);

/** A line of the log for everything that was done. */
export function noted(
  { log }: Pick<PeopleDeps, 'log'>,
  { tenant }: PeopleScene,
  by: Doer,
  event: string,
  more: { readonly person?: Pick<KnownPerson, 'id'>; readonly purpose?: string; readonly count?: number } = {},
): void {
  const { person, ...rest } = more;
  log.info(`people.${event}`, { tenant: tenant.id, by: nameOfDoer(by), ...rest, ...(person && { person: tagOf(person) }) });
}

/** Somebody who has signed in, and a reason in words: what every act on a person needs. */
export function actable(
  person: KnownPerson,
  reason: string,
): { readonly ok: true; readonly subject: SubjectKey; readonly why: string } | Refusal {
  const why = plainReason(reason);
  if (why === '') return refuse('person_reason_missing', 'person.reason');
  if (person.subject === null) return refuse('person_never_signed_in', 'person.unlinked');
  return { ok: true, subject: person.subject, why };
}

/**
 * The row of a person, made where there is none: what was done about somebody is kept with them. Of people without an address
 * it is named by who they are.
 */
export async function rowOf(
  { storage, vault, seal, clock }: PeopleDeps,
  { tenant }: PeopleScene,
  person: KnownPerson,
): Promise<StoredPerson> {
  const { row, subject, content } = person;
  if (row !== null) return row;
  if (subject === null) throw new Error('a person without a row and without a name');
  const key = (await vault.fingerprint(tenant.id, 'person-address', ['subject', subject])) as PersonKey;
  const fresh = { tenant: tenant.id, key, rule: 'policy' as const, until: null, addedAt: clock.now() };
  const made = { ...fresh, sealed: await seal.seal(fresh, content) };
  await storage.atomically(async ({ people }) => {
    await people.put([made]);
    await people.link(tenant.id, key, subject);
  });
  return { ...made, subject };
}

/** Writes down what was done, with its reason, where administrators read it. */
export async function keepAct(
  deps: PeopleDeps,
  at: PeopleScene,
  by: Doer,
  person: KnownPerson,
  { act, why }: { readonly act: PersonAct['act']; readonly why: string },
): Promise<void> {
  const row = await rowOf(deps, at, person);
  const content = withAct(person.content, actOf(act, nameOfDoer(by), why, deps.clock.now()));
  await deps.storage.people.reseal({ ...row, sealed: await deps.seal.seal(row, content) });
}

/** Every browser in which they are signed in. Returns how many. */
export async function signOut({ storage, clock }: PeopleDeps, { tenant, snapshot }: PeopleScene, subject: SubjectKey): Promise<number> {
  await storage.factors.voidSignIns(tenant.id, subject, clock.now());
  let ended = 0;
  for (const { id } of snapshot.settings.connections) ended += await storage.sessions.endBySubject(tenant.id, id, subject, 'all');
  return ended;
}
