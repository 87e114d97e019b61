import { decideAddress } from '../domain/account-binding.ts';
import { type Refusal, refuse } from '../domain/app-error.ts';
import type { AccountId } from '../domain/brands.ts';
import { type EmailAddress, parseEmail } from '../domain/email-domains.ts';
import type { Doer, PeopleScene } from '../domain/ports/people.ts';
import type { PeopleDeps } from './deps.ts';
import type { KnownPerson } from './known-people.ts';

/**
 * Keeps administrators from loosening their own sign-in. Both what we bound and what Jira says of the address have to name
 * somebody else; where neither can be told, it is refused. Throws `jira_...` where Jira has to be asked and cannot.
 */
export async function refuseSelf(
  { jira }: Pick<PeopleDeps, 'jira'>,
  { snapshot }: PeopleScene,
  by: Doer,
  person: Pick<KnownPerson, 'content' | 'binding'>,
): Promise<Refusal | null> {
  if (by.kind === 'operator') return null;
  const self = refuse('person_is_self', 'person.self');
  if (person.binding?.accountId === by.accountId) return self;
  const { address } = person.content;
  if (address === null) return person.binding === null ? refuse('person_self_unknown', 'person.neither-address-nor-account') : null;
  const email = parseEmail(address);
  if (email === null) return refuse('person_self_unknown', 'person.address-odd');
  const standing = await standingOf(jira.of(snapshot), by.accountId, email);
  if (standing === 'unknown') return refuse('person_self_unknown', 'person.administrator-unknown');
  return standing === 'own' ? self : null;
}

async function standingOf(
  jira: ReturnType<PeopleDeps['jira']['of']>,
  account: AccountId,
  email: EmailAddress,
): Promise<'own' | 'differs' | 'unknown'> {
  const user = await jira.findUser(account);
  if (user === null) return 'unknown';
  const decided = decideAddress(email, account, user, null);
  return decided ?? decideAddress(email, account, user, await jira.findUsersByEmail(email.address)) ?? 'unknown';
}

/**
 * The administrator's own address, for a list that is too long to ask Jira about each line. Null where Jira does not show it:
 * then no line of the list may loosen anything.
 */
export async function ownAddress(
  { jira }: Pick<PeopleDeps, 'jira'>,
  { snapshot }: PeopleScene,
  account: AccountId,
): Promise<string | null> {
  return (await jira.of(snapshot).findUser(account))?.email?.toLowerCase() ?? null;
}
