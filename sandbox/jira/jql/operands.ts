import type { Issue, Site, User } from '../model.ts';
import type { Operand, Operator } from './parse.ts';
import { jqlError } from './tokens.ts';

export interface Asking {
  site: Site;
  /** `null` when nobody is signed in. */
  user: User | null;
  now: number;
}

export type Predicate = (issue: Issue) => boolean;

/** Somebody by account id or `currentUser()`. */
export function person(asking: Asking, operand: Operand, field: string): string {
  if (operand.kind === 'value') return knownPerson(asking, operand.text, field);
  if (operand.name.toLowerCase() !== 'currentuser' || operand.args.length > 0 || !asking.user) {
    throw noSuchFunction(operand);
  }
  return asking.user.accountId;
}

export function knownPerson(asking: Asking, accountId: string, field: string): string {
  if (!asking.site.users.has(accountId)) throw unknownValue(accountId, field);
  return accountId;
}

/** The text of an operand that may not be a function. */
export function plain(operand: Operand): string {
  if (operand.kind === 'value') return operand.text;
  throw noSuchFunction(operand);
}

export const unknownValue = (value: string, field: string) => jqlError(`The value '${value}' does not exist for the field '${field}'.`);
export const notSupported = (operator: Operator, field: string) =>
  jqlError(`The operator '${operator}' is not supported by the '${field}' field.`);
export const noSuchFunction = ({ name, args }: Operand & { kind: 'function' }) =>
  jqlError(`Unable to find JQL function '${name}(${args.join(', ')})'.`);
