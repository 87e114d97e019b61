import type { AccountId } from '../../domain/brands.ts';

// Jira takes project keys, "projectKey:X" and more where an id is asked for; only plain numbers are let through, so that
// an id means the same thing to every call (and can stand in a path or in JQL).
const number = /^[1-9]\d{0,17}$/;
const issueKey = /^[A-Z][A-Z0-9_]{1,31}-[1-9]\d{0,11}$/;
const account = /^[A-Za-z0-9][A-Za-z0-9:_-]{0,127}$/;

/** Is it an id of a desk, request type, group, project or organization? */
export function isNumericId(text: string): boolean {
  return number.test(text);
}

export function isIssueKey(text: string): boolean {
  return issueKey.test(text);
}

/** Atlassian account ids: `5b10...`, `557058:f5...`, `qm:...` for portal-only customers. */
export function isAccountId(text: string): text is AccountId {
  return account.test(text);
}
