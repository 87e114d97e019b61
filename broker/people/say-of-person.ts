import type { PersonProblem } from '#contract/rpc/people';
import { type Refusal, refuse } from '../domain/app-error.ts';
import type { PersonKey } from '../domain/brands.ts';
import { personAddress, personKeyOf } from '../domain/person.ts';
import type { Doer, PeopleScene, Saying } from '../domain/ports/people.ts';
import { nameOfDoer, noted, rowOf, signOut } from './acts.ts';
import type { PeopleDeps } from './deps.ts';
import type { KnownPeople, KnownPerson } from './known-people.ts';
import { idOfKey } from './person-ids.ts';
import { loosens, soundSaying, tightens } from './saying.ts';
import { actOf, withAct } from './sealed-person.ts';
import { refuseSelf } from './self.ts';
import { signOutOwner } from './whose-address.ts';

type Whom = { readonly address: string } | { readonly id: string };

/** Says something of one person, whom it adds where they are new. */
export async function sayOfPerson(
  deps: PeopleDeps,
  known: KnownPeople,
  { at, by }: { readonly at: PeopleScene; readonly by: Doer },
  whom: Whom,
  given: Saying,
): Promise<{ readonly ok: true; readonly key: PersonKey } | Refusal> {
  const now = deps.clock.now();
  const sound = soundSaying(given, now);
  if (!sound.ok) return refusalOf(sound.problem);
  const { saying } = sound;
  const person = await personFor(deps, known, at, whom);
  if ('ok' in person) return person;
  const before = person.row;
  const self = loosens(before, saying, now) ? await refuseSelf(deps, at, by, person) : null;
  if (self !== null) return self;

  const key = person.key ?? (await rowOf(deps, at, person)).key;
  const content = withAct(person.content, actOf('rule', nameOfDoer(by), saying.reason, now));
  const fresh = { tenant: at.tenant.id, key, rule: saying.rule, until: saying.until, addedAt: before?.addedAt ?? now };
  await deps.storage.people.put([{ ...fresh, sealed: await deps.seal.seal(fresh, content) }]);
  noted(deps, at, by, 'rule', { person: { id: idOfKey(key) }, purpose: saying.rule });
  if (tightens(before, saying, now)) await signOutPerson(deps, at, key, person);
  return { ok: true, key };
}

async function signOutPerson(deps: PeopleDeps, at: PeopleScene, key: PersonKey, { subject, content }: Target): Promise<void> {
  if (subject !== null) await signOut(deps, at, subject);
  else if (content.address !== null) await signOutOwner(deps, at, { key, address: content.address });
}

/** `key` is null where the person has no row and no address. */
type Target = Omit<KnownPerson, 'id'> & { readonly id: string; readonly key: PersonKey | null };

async function personFor({ vault }: PeopleDeps, known: KnownPeople, at: PeopleScene, whom: Whom): Promise<Target | Refusal> {
  if ('id' in whom) {
    const person = await known.byId(at, whom.id);
    return person === null ? refuse('person_unknown', 'person.id') : { ...person, key: person.row?.key ?? null };
  }
  const address = personAddress(whom.address);
  if (address === null) return refuse('person_address_invalid', 'person.address');
  const key = await personKeyOf(vault, at.tenant.id, address);
  const person = await known.byKey(at, key);
  if (person !== null) return { ...person, key };
  return { id: idOfKey(key), row: null, content: { address, acts: [] }, subject: null, binding: null, key };
}

function refusalOf(problem: PersonProblem): Refusal {
  return refuse(problem === 'reason-missing' ? 'person_reason_missing' : 'person_until_invalid', `person.${problem}`);
}
