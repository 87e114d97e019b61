import { AppError } from '../domain/app-error.ts';
import type { AccountId, PersonKey, SubjectKey } from '../domain/brands.ts';
import { personAddress, personKeyOf } from '../domain/person.ts';
import type { PeopleScene } from '../domain/ports/people.ts';
import type { StoredBinding } from '../domain/ports/stores/binding-store.ts';
import type { StoredPerson } from '../domain/ports/stores/person-store.ts';
import type { PeopleDeps } from './deps.ts';
import { idOfKey, idOfSubject, meantBy } from './person-ids.ts';
import type { PersonContent } from './sealed-person.ts';

/** One person, as far as anything is known of them. */
export interface KnownPerson {
  readonly id: string;
  readonly row: StoredPerson | null;
  readonly content: PersonContent;
  /** Null until they have signed in. */
  readonly subject: SubjectKey | null;
  /** Null where they have no Jira account as a customer, or have not signed in. */
  readonly binding: StoredBinding | null;
}

const nothing: PersonContent = { address: null, acts: [] };

/** Finds people by whatever an administrator has of them. */
export function createKnownPeople({ storage, vault, seal, jira }: PeopleDeps) {
  async function ofRow(row: StoredPerson): Promise<KnownPerson> {
    const bindings = row.subject === null ? [] : await storage.bindings.ofSubjects(row.tenant, [row.subject]);
    return { id: idOfKey(row.key), row, content: await seal.open(row), subject: row.subject, binding: bindings[0] ?? null };
  }

  async function ofSubject({ tenant }: PeopleScene, subject: SubjectKey): Promise<KnownPerson | null> {
    const [row] = await storage.people.ofSubject(tenant.id, subject);
    if (row !== undefined) return ofRow(row);
    const [[binding], kinds] = await Promise.all([
      storage.bindings.ofSubjects(tenant.id, [subject]),
      storage.people.kinds(tenant.id, [subject]),
    ]);
    if (binding === undefined && kinds.size === 0) return null;
    return { id: idOfSubject(subject), row: null, content: nothing, subject, binding: binding ?? null };
  }

  async function ofAccount(at: PeopleScene, accountId: AccountId): Promise<KnownPerson | null> {
    const binding = await storage.bindings.ofAccount(at.tenant.id, accountId);
    return binding === null ? null : ofSubject(at, binding.subject);
  }

  /** Somebody whom no administrator named: Jira knows whose account the address is, and we know who holds it. */
  async function ofAddressInJira(at: PeopleScene, address: string): Promise<KnownPerson | null> {
    for (const { accountId } of await accountsOf(at, address)) {
      const found = await ofAccount(at, accountId);
      if (found !== null) return found;
    }
    return null;
  }

  async function accountsOf({ snapshot }: PeopleScene, address: string) {
    try {
      return await jira.of(snapshot).findUsersByEmail(address);
    } catch (error) {
      // Without a credential for Jira nobody has an account here either.
      if (error instanceof AppError && error.code === 'jira_not_configured') return [];
      throw error;
    }
  }

  const rowOf = async ({ tenant }: PeopleScene, key: PersonKey): Promise<KnownPerson | null> => {
    const row = await storage.people.find(tenant.id, key);
    return row === null ? null : ofRow(row);
  };

  return {
    ofRow,
    byKey: rowOf,
    async byId(at: PeopleScene, id: string): Promise<KnownPerson | null> {
      const meant = meantBy(id);
      if (meant === null) return null;
      return 'key' in meant ? rowOf(at, meant.key) : ofSubject(at, meant.subject);
    },
    async byText(at: PeopleScene, text: string): Promise<KnownPerson | null> {
      const wanted = text.trim();
      if (!wanted.includes('@')) return ofAccount(at, wanted as AccountId);
      const address = personAddress(wanted);
      if (address === null) return null;
      return (await rowOf(at, await personKeyOf(vault, at.tenant.id, address))) ?? ofAddressInJira(at, address);
    },
  };
}

export type KnownPeople = ReturnType<typeof createKnownPeople>;
