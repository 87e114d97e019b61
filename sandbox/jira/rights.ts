import type { AccountId, Desk, GlobalRight, Issue, Site, User } from './model.ts';

/** Who is asking. An anonymous caller sent no credential at all; a wrong one never becomes anonymous. */
export type Caller = { kind: 'anonymous' } | { kind: 'user'; user: User; scopes: readonly string[] | null };

export function hasGlobalRight(user: User, right: GlobalRight): boolean {
  return user.globalRights.has(right);
}

export function isJiraAdministrator(user: User): boolean {
  return user.globalRights.has('ADMINISTER');
}

/** Agents of the desk; a desk administrator works in it as well. */
export function isAgent(desk: Desk, accountId: AccountId): boolean {
  return desk.agents.has(accountId) || desk.administrators.has(accountId);
}

export function isDeskAdministrator(desk: Desk, user: User): boolean {
  return isJiraAdministrator(user) || desk.administrators.has(user.accountId);
}

/** An agent licence is held by whoever is agent of any desk. */
export function hasAgentLicence(site: Site, accountId: AccountId): boolean {
  return [...site.desks.values()].some((desk) => isAgent(desk, accountId));
}

/** Browse Projects. A Jira administrator without a role in the project does not have it. */
export function canBrowse(desk: Desk, accountId: AccountId): boolean {
  return isAgent(desk, accountId) || desk.browsers.has(accountId);
}

/** Staff sight of one issue: Browse Projects and the issue's security level. */
export function staffMaySee(desk: Desk, issue: Issue, accountId: AccountId): boolean {
  return canBrowse(desk, accountId) && passesSecurityLevel(desk, issue, accountId);
}

/** A level that the project no longer knows admits nobody. */
export function passesSecurityLevel(desk: Desk, issue: Issue, accountId: AccountId): boolean {
  if (issue.securityLevelId === null) return true;
  const level = desk.securityLevels.find((candidate) => candidate.id === issue.securityLevelId);
  if (!level) return false;
  return level.accountIds.has(accountId) || (level.reporter && issue.reporter === accountId);
}

export function mayManageOrganizations(site: Site, user: User): boolean {
  if (isJiraAdministrator(user)) return true;
  return !site.settings.organizationsByAdministratorsOnly && hasAgentLicence(site, user.accountId);
}
