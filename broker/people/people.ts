/**
 * People of a tenant, for its administrators: what is said of each, who has which second factor, and what is done about it.
 * Owns the pseudonyms and what is sealed beside them; must never keep a name, nor an address in clear. Whether the caller may
 * is decided before it comes here, with one exception: that nobody loosens their own sign-in.
 */
import { refuse } from '../domain/app-error.ts';
import type { Doer, People, PeopleScene } from '../domain/ports/people.ts';
import { actable, keepAct, noted, signOut } from './acts.ts';
import { cardOf } from './card.ts';
import type { PeopleDeps } from './deps.ts';
import { importPeople } from './import-people.ts';
import { createKnownPeople } from './known-people.ts';
import { listPeople } from './listing.ts';
import { sayOfPerson } from './say-of-person.ts';
import { createPersonSeal } from './sealed-person.ts';
import { refuseSelf } from './self.ts';

export function createPeople(given: Omit<PeopleDeps, 'seal'>): People {
  const deps: PeopleDeps = { ...given, seal: createPersonSeal(given.vault) };
  const { storage, own, notices } = deps;
  const known = createKnownPeople(deps);
  const unknown = refuse('person_unknown', 'person.id');

  /** Whom an act is about, and its reason in words. `isForOneself`: administrators may do it for themselves, too. */
  async function actOn(
    at: PeopleScene,
    by: Doer,
    id: string,
    { reason, isForOneself }: { readonly reason: string; readonly isForOneself: boolean },
  ) {
    const person = await known.byId(at, id);
    if (person === null) return unknown;
    const act = actable(person, reason);
    if (!act.ok) return act;
    const self = isForOneself ? null : await refuseSelf(deps, at, by, person);
    return self ?? { ...act, person };
  }

  return {
    list: (at, filter, after) => listPeople(deps, at, filter, after),
    async find(at, by, text) {
      const person = await known.byText(at, text);
      return person === null ? null : cardOf(deps, at, by, person);
    },
    async open(at, by, id) {
      const person = await known.byId(at, id);
      return person === null ? null : cardOf(deps, at, by, person);
    },
    async say(at, by, whom, saying) {
      const said = await sayOfPerson(deps, known, { at, by }, whom, saying);
      if (!said.ok) return said;
      const person = await known.byKey(at, said.key);
      return person === null ? unknown : { ok: true, card: await cardOf(deps, at, by, person) };
    },
    importRows: (at, by, rows, dryRun) => importPeople(deps, { at, by }, rows, dryRun),

    async reset(at, by, id, reason) {
      const act = await actOn(at, by, id, { reason, isForOneself: false });
      if (!act.ok) return act;
      const { person, subject, why } = act;
      // Kept before it is done: what broke off half-way is found with who began it.
      await keepAct(deps, at, by, person, { act: 'reset', why });
      const sessions = await signOut(deps, at, subject);
      const factors = await own.removeAll({ tenant: at.tenant.id, subject });
      noted(deps, at, by, 'reset', { person, count: factors });
      const { address } = person.content;
      const mailbox = address === null ? null : { address };
      const { name: siteName } = at.snapshot.settings.portal;
      if (mailbox !== null) notices.tellPerson({ tenant: at.tenant, subject, siteName, mailbox, visit: null }, { kind: 'reset' });
      return { ok: true, factors, sessions, told: mailbox !== null };
    },

    async issuePass(at, by, id, reason) {
      const act = await actOn(at, by, id, { reason, isForOneself: false });
      if (!act.ok) return act;
      const { person, subject, why } = act;
      const pass = await deps.makePass(at, { tenant: at.tenant.id, subject }, by, why);
      if (pass === null) return refuse('person_pass_off', 'pass.switched-off');
      if (!pass.ok) return pass;
      await keepAct(deps, at, by, person, { act: 'pass', why });
      noted(deps, at, by, 'pass', { person });
      return { ok: true, code: pass.text, expiresAt: pass.expiresAt };
    },

    async endSessions(at, by, id, reason) {
      const act = await actOn(at, by, id, { reason, isForOneself: true });
      if (!act.ok) return act;
      const { person, subject, why } = act;
      await keepAct(deps, at, by, person, { act: 'sessions', why });
      const sessions = await signOut(deps, at, subject);
      noted(deps, at, by, 'sessions-ended', { person, count: sessions });
      return { ok: true, sessions };
    },

    async forget(at, by, id) {
      const person = await known.byId(at, id);
      if (person === null) return unknown;
      // Whoever is forgotten sets up a new second factor with what they have left: their company's password.
      const self = await refuseSelf(deps, at, by, person);
      if (self !== null) return self;
      const { row, subject, binding } = person;
      if (subject !== null) {
        await signOut(deps, at, subject);
        await own.removeAll({ tenant: at.tenant.id, subject });
        await storage.seenPlaces.forget(at.tenant.id, subject);
        for (const { key } of await storage.people.ofSubject(at.tenant.id, subject)) await storage.people.remove(at.tenant.id, key);
      }
      if (row !== null) await storage.people.remove(at.tenant.id, row.key);
      if (binding !== null) await storage.bindings.unbind(at.tenant.id, binding.connection, binding.subject);
      noted(deps, at, by, 'forgotten', { person });
      return { ok: true };
    },
  };
}
