import { AppError } from '../../domain/app-error.ts';
import type { AccountId } from '../../domain/brands.ts';
import { isAccountId, isIssueKey, isNumericId } from './ids.ts';

/** Field types that JSM adds to a site; their ids differ from site to site, their names may be translated. */
export const customTypes = {
  requestType: 'com.atlassian.servicedesk:vp-origin',
  participants: 'com.atlassian.servicedesk:sd-request-participants',
  organizations: 'com.atlassian.servicedesk:sd-customer-organizations',
  approvals: 'com.atlassian.servicedesk.approvals-plugin:sd-approvals',
} as const;

export interface ListQuestion {
  readonly accountId: AccountId;
  /** Projects of the desks that the customer may enter; empty lists find nothing, so it may not be. */
  readonly projectIds: readonly string[];
  readonly organizationIds: readonly string[];
  readonly status: 'open' | 'closed' | 'all';
  /** What the person typed, as it is. */
  readonly text: string;
}

/**
 * R5: the question for a customer's own requests. Every value is an id of a strict pattern, or user text in quotes.
 * No function that means "the caller" (`currentUser()`, `myApproval()`): the caller is the service account.
 */
export function requestsJql(question: ListQuestion, fieldIds: ReadonlyMap<string, string>): string {
  const requestType = fieldOf(fieldIds, customTypes.requestType);
  if (requestType === null) throw new AppError('portal_fields_missing', { details: { customType: customTypes.requestType } });
  const words = searchWords(question.text);
  const clauses = [
    `project in (${numeric(question.projectIds)})`,
    `${requestType} is not EMPTY`,
    `(${involvements(question, fieldIds).join(' OR ')})`,
    ...(question.status === 'open' ? ['statusCategory != Done'] : []),
    ...(question.status === 'closed' ? ['statusCategory = Done'] : []),
    // Never `text ~`: asked by an administrator it also looks into internal comments, and each hit would tell of one (R6).
    ...(words === '' ? [] : [`(summary ~ ${quoted(words)} OR description ~ ${quoted(words)})`]),
  ];
  return `${clauses.join(' AND ')} ORDER BY created DESC, key DESC`;
}

function involvements(question: ListQuestion, fieldIds: ReadonlyMap<string, string>): string[] {
  const me = accountLiteral(question.accountId);
  const participants = fieldOf(fieldIds, customTypes.participants);
  const organizations = fieldOf(fieldIds, customTypes.organizations);
  const approvals = fieldOf(fieldIds, customTypes.approvals);
  return [
    `reporter = ${me}`,
    ...(participants === null ? [] : [`${participants} = ${me}`]),
    ...(organizations === null || question.organizationIds.length === 0
      ? []
      : [`${organizations} in (${numeric(question.organizationIds)})`]),
    ...(approvals === null ? [] : [`${approvals} = approver(${me})`]),
  ];
}

/** Everything of one project: to learn whether it may be named at all. */
export function projectJql(projectId: string): string {
  return `project in (${numeric([projectId])}) ORDER BY created DESC`;
}

/** Which of these requests have the words in their titles. `text` as it was typed, and not without a word. */
export function titlesJql(keys: readonly string[], text: string): string {
  if (keys.length === 0 || !keys.every(isIssueKey)) throw new AppError('internal', { details: { check: 'keys for JQL' } });
  return `key in (${keys.map(quoted).join(', ')}) AND summary ~ ${quoted(searchWords(text))}`;
}

/** Requests that the customer raised in one project, newest first: to find one whose answer was lost. */
export function raisedJql(question: { accountId: AccountId; projectId: string }): string {
  return `project in (${numeric([question.projectId])}) AND reporter = ${accountLiteral(question.accountId)} ORDER BY created DESC, key DESC`;
}

/**
 * Letters and digits of what a person typed, in lower case. The text operator has a language of its own inside the quotes
 * (wildcards, fields, AND, OR); nothing of it is left. At most 200 characters.
 */
export function searchWords(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
    .slice(0, 200)
    .trim();
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

function accountLiteral(accountId: string): string {
  if (!isAccountId(accountId)) throw new AppError('internal', { details: { check: 'account id for JQL' } });
  return quoted(accountId);
}

function numeric(ids: readonly string[]): string {
  if (ids.length === 0 || !ids.every(isNumericId)) throw new AppError('internal', { details: { check: 'numeric ids for JQL' } });
  return ids.join(', ');
}

/** `cf[10010]`, from `10010` or `customfield_10010`. */
function fieldOf(fieldIds: ReadonlyMap<string, string>, customType: string): string | null {
  const id = fieldIds.get(customType);
  if (id === undefined) return null;
  const digits = id.replace(/^customfield_/, '');
  return `cf[${numeric([digits])}]`;
}
