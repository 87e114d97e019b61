/**
 * Who an address is, of whom something was said before anybody came with it: they may be signed in all the same, since before it
 * was said.
 */
import type { PersonKey } from '../domain/brands.ts';
import type { PeopleScene } from '../domain/ports/people.ts';
import type { StoredBinding } from '../domain/ports/stores/binding-store.ts';
import { signOut } from './acts.ts';
import type { PeopleDeps } from './deps.ts';
import { orElse } from './or-else.ts';

/** The address as it is kept, and as it is. */
interface Address {
  readonly key: PersonKey;
  readonly address: string;
}

/**
 * Signs out whose address it is by now. Jira says whose account has it, where it can be asked and shows addresses; else it is who
 * came with it for their account. Who is found is from then on who is meant.
 */
export async function signOutOwner(deps: PeopleDeps, at: PeopleScene, { key, address }: Address): Promise<void> {
  const { bindings } = deps.storage;
  const tenant = at.tenant.id;
  const before = await bindings.ofAddresses(tenant, [key]);
  const owners: StoredBinding[] = [];
  for (const { accountId } of await orElse(() => deps.jira.of(at.snapshot).findUsersByEmail(address), [])) {
    const owner = await bindings.ofAccount(tenant, accountId);
    if (owner === null) continue;
    owners.push(owner);
    await bindings.noteAddress(tenant, accountId, key);
  }
  const others = before.filter(({ accountId }) => !owners.some((owner) => owner.accountId === accountId));
  await signOutAll(deps, at, key, [...owners, ...others]);
}

/** The same of many, without Jira: asked for each line of a long list, it would answer none. */
export async function signOutOwners(deps: PeopleDeps, at: PeopleScene, keys: readonly PersonKey[]): Promise<void> {
  const owners = await deps.storage.bindings.ofAddresses(at.tenant.id, keys);
  for (const key of new Set(owners.map(({ address }) => address))) {
    const ofKey = owners.filter(({ address }) => address === key);
    await signOutAll(deps, at, key, ofKey);
  }
}

/** The first is who is meant, as far as it is known under which name they sign in. */
async function signOutAll(deps: PeopleDeps, at: PeopleScene, key: PersonKey, owners: readonly StoredBinding[]): Promise<void> {
  const { storage } = deps;
  const tenant = at.tenant.id;
  const [first] = owners;
  for (const owner of owners) {
    const ended = await signOut(deps, at, owner.subject);
    await storage.sessions.endByAccount(tenant, owner.accountId);
    if (owner === first && (ended > 0 || (await isCustomer(deps, owner)))) await storage.people.link(tenant, key, owner.subject);
  }
}

/** A user of the organization holds an account under a name of its own, under which nobody signs in. */
async function isCustomer({ storage }: PeopleDeps, { tenant, subject, accountId }: StoredBinding): Promise<boolean> {
  return accountId.startsWith('qm:') || (await storage.people.kinds(tenant, [subject])).size > 0;
}
