import type { JiraPerson, JiraUser } from '../../domain/jira.ts';
import { accountId, flag, object, text, textOrEmpty, textOrNull } from './answers.ts';
import type { User, UserDTO } from './types.generated.ts';

/** Somebody mentioned in an answer. The e-mail address that Jira sends along is dropped here. */
export function personOf(value: unknown, at: string): JiraPerson {
  const user = object<UserDTO>(value, at);
  return { accountId: accountId(user.accountId, `${at}/accountId`), displayName: textOrEmpty(user.displayName, `${at}/displayName`) };
}

const accountTypes: readonly unknown[] = ['atlassian', 'customer', 'app'] satisfies JiraUser['accountType'][];

/** A user of the platform API, with the e-mail address as far as Jira shows it. */
export function userOf(value: unknown, at: string): JiraUser {
  const user = object<User>(value, at);
  const type = text(user.accountType, `${at}/accountType`);
  return {
    accountId: accountId(user.accountId, `${at}/accountId`),
    accountType: accountTypes.includes(type) ? (type as JiraUser['accountType']) : 'unknown',
    displayName: textOrEmpty(user.displayName, `${at}/displayName`),
    email: addressOrNull(user.emailAddress, at),
    active: flag(user.active, `${at}/active`),
  };
}

/** A user of the JSM API, which does not tell the type of account: portal-only ones are known by their ids alone. */
export function customerOf(value: unknown, at: string): JiraUser {
  const user = object<UserDTO>(value, at);
  const account = accountId(user.accountId, `${at}/accountId`);
  return {
    accountId: account,
    accountType: account.startsWith('qm:') ? 'customer' : 'unknown',
    displayName: textOrEmpty(user.displayName, `${at}/displayName`),
    email: addressOrNull(user.emailAddress, at),
    active: flag(user.active, `${at}/active`),
  };
}

/** Hidden addresses come as nothing, null or an empty text. */
function addressOrNull(value: unknown, at: string): string | null {
  return textOrNull(value, `${at}/emailAddress`) || null;
}

/** A value of any shape without the e-mail addresses that Jira adds to people in it (user pickers, approvers). */
export function withoutAddresses(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAddresses);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => name !== 'emailAddress');
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutAddresses(member)]));
}
