/**
 * What Atlassian's own portal shows a customer. Written from Atlassian's support pages ("A request can't be viewed
 * from the customer portal", "Manage access to service projects") as an oracle: it shares nothing with any guard.
 */
import type { AccountId, Comment, Desk, Issue, RequestType, Site } from './model.ts';
import { canBrowse, passesSecurityLevel } from './rights.ts';

/** Organizations the person belongs to, ids. */
export function organizationsOf(site: Site, accountId: AccountId): Set<string> {
  const mine = new Set<string>();
  for (const organization of site.organizations.values()) if (organization.members.has(accountId)) mine.add(organization.id);
  return mine;
}

/** May this person enter the desk's portal? Deactivated people enter nothing. */
export function entersPortal(site: Site, desk: Desk, accountId: AccountId): boolean {
  const user = site.users.get(accountId);
  if (!user?.active) return false;
  if (canBrowse(desk, accountId)) return true;
  if (user.accountType === 'app') return false;
  if (desk.access === 'open') return true;
  if (desk.customers.has(accountId)) return true;
  return [...organizationsOf(site, accountId)].some((id) => desk.organizationIds.has(id));
}

/** May this person raise a request of this type? Types without a group are hidden from the portal yet usable by link. */
export function mayRaise(site: Site, desk: Desk, type: RequestType, accountId: AccountId): boolean {
  if (!entersPortal(site, desk, accountId)) return false;
  if (type.restrictedTo === null || canBrowse(desk, accountId)) return true;
  if (type.restrictedTo.accountIds.has(accountId)) return true;
  const mine = organizationsOf(site, accountId);
  return [...type.restrictedTo.organizationIds].some((id) => mine.has(id));
}

/** Is the type listed in the portal for this person? */
export function isListedFor(site: Site, desk: Desk, type: RequestType, accountId: AccountId): boolean {
  return type.groupIds.length > 0 && mayRaise(site, desk, type, accountId);
}

/** Reporter, participant, member of an organization it is shared with, or asked for approval. */
export function isInvolved(site: Site, desk: Desk, issue: Issue, accountId: AccountId): boolean {
  if (issue.reporter === accountId || issue.participants.includes(accountId)) return true;
  if (issue.approvals.some((approval) => approval.approvers.some((approver) => approver.accountId === accountId))) return true;
  const mine = organizationsOf(site, accountId);
  return issue.organizationIds.some((id) => mine.has(id) && desk.organizationIds.has(id));
}

/** May this person open the request in the portal? */
export function opensRequest(site: Site, desk: Desk, issue: Issue, accountId: AccountId): boolean {
  if (!desk.requestTypes.some((type) => type.id === issue.requestTypeId)) return false;
  if (!entersPortal(site, desk, accountId)) return false;
  if (!passesSecurityLevel(desk, issue, accountId)) return false;
  return canBrowse(desk, accountId) || isInvolved(site, desk, issue, accountId);
}

/** The portal shows public comments that no role or group restriction takes back. */
export function isShownInPortal(comment: Comment): boolean {
  return comment.public && comment.visibility === null;
}
