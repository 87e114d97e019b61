import type { PersonCard } from '#contract/rpc/people';
import type { OwnFactor } from '../domain/ports/factor.ts';
import type { Doer, PeopleScene } from '../domain/ports/people.ts';
import type { PeopleDeps } from './deps.ts';
import type { KnownPerson } from './known-people.ts';
import { orElse } from './or-else.ts';
import { refuseSelf } from './self.ts';

/** All that an administrator may know of one person. What a person called their factors is theirs and is left out. */
export async function cardOf(deps: PeopleDeps, at: PeopleScene, by: Doer, person: KnownPerson): Promise<PersonCard> {
  const { storage, own } = deps;
  const { tenant } = at;
  const { id, row, content, subject, binding } = person;
  const [factors, codes, browsers, displayName, self] = await Promise.all([
    subject === null ? Promise.resolve([]) : setUp(await own.list({ tenant: tenant.id, subject })),
    subject === null ? Promise.resolve(0) : storage.factors.countRecoveryCodes(tenant.id, subject),
    subject === null ? Promise.resolve([]) : storage.browsers.list(tenant.id, subject),
    nameOf(deps, at, person),
    isSelf(deps, at, by, person),
  ]);
  return {
    id,
    address: content.address,
    accountId: binding?.accountId ?? null,
    rule: row?.rule ?? 'policy',
    until: row?.until ?? null,
    known: subject !== null,
    methods: [...new Set(factors.map(({ kind }) => kind))],
    displayName,
    factors: factors.map(({ kind, createdAt, lastUsedAt }) => ({ kind, addedAt: createdAt, lastUsedAt })),
    recoveryCodes: codes,
    rememberedBrowsers: browsers.filter(({ rememberedAt }) => rememberedAt !== null).length,
    acts: [...content.acts],
    self,
  };
}

/** A pass is nothing that somebody has set up: what was done about them tells of it. */
const setUp = (factors: readonly OwnFactor[]) => factors.filter(({ kind }) => kind !== 'temporary-pass');

/** The name is Jira's to tell, at this moment; nothing of it is kept, and a page without it does as well. */
async function nameOf({ jira }: PeopleDeps, { snapshot }: PeopleScene, { binding }: KnownPerson): Promise<string | null> {
  if (binding === null) return null;
  return orElse(async () => (await jira.of(snapshot).findUser(binding.accountId))?.displayName ?? null, null);
}

/** For the page alone, which then offers less; what is done is decided by `refuseSelf` again. */
function isSelf(deps: PeopleDeps, at: PeopleScene, by: Doer, person: KnownPerson): Promise<boolean> {
  return orElse(async () => (await refuseSelf(deps, at, by, person))?.code === 'person_is_self', false);
}
