import { methodTexts } from '#contract/messages/en/second-factor';
import type { PersonCard, PersonSummary } from '#contract/rpc/people';
import { people as words } from '../i18n/people.ts';

/** By what an administrator recognises somebody in the list. */
export function nameOf({ address, accountId }: Pick<PersonSummary, 'address' | 'accountId'>): string {
  return address ?? (accountId === null ? words.someone : words.account(accountId));
}

/** The same where Jira was asked. */
export function titleOf(person: Pick<PersonCard, 'address' | 'accountId' | 'displayName'>): string {
  return person.displayName ?? nameOf(person);
}

/** What they have, in a line. */
export function factorsOf({ methods, known }: Pick<PersonSummary, 'methods' | 'known'>): string {
  if (!known) return words.notYet;
  return methods.length === 0 ? words.noFactor : methods.map((method) => methodTexts[method].name).join(', ');
}
