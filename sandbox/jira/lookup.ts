/** Finding what a call names, as far as its caller may know of it. Hidden things are refused as unknown ones are. */
import type { Desk, Issue, Organization, RequestType, Site, User } from './model.ts';
import { entersPortal, mayRaise, opensRequest } from './native-rules.ts';
import type { Call } from './operations.ts';
import { noSuchDesk, noSuchOrganization, noSuchRequest, noSuchRequestType, unauthorized } from './refusal.ts';
import { canBrowse, isDeskAdministrator, staffMaySee } from './rights.ts';

export function signedIn(call: Call): User {
  if (call.caller.kind === 'anonymous') throw unauthorized();
  return call.caller.user;
}

export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`path has no parameter ${name}`);
  return value;
}

/** A desk the caller may look at, by id or any of Atlassian's project identifiers. */
export function visibleDesk(call: Call, name = 'serviceDeskId'): Desk {
  const desk = deskByIdentifier(call.site, param(call, name));
  if (!desk || !seesDesk(call, desk)) throw noSuchDesk();
  return desk;
}

export function seesDesk(call: Call, desk: Desk): boolean {
  if (call.caller.kind === 'anonymous') return desk.anonymousBrowsing && desk.access === 'open';
  const { user } = call.caller;
  return canBrowse(desk, user.accountId) || isDeskAdministrator(desk, user) || entersPortal(call.site, desk, user.accountId);
}

export function deskByIdentifier(site: Site, identifier: string): Desk | undefined {
  const colon = identifier.indexOf(':');
  const [kind, value] = colon < 0 ? ['', identifier] : [identifier.slice(0, colon), identifier.slice(colon + 1)];
  const desks = [...site.desks.values()];
  if (kind === 'projectKey') return desks.find((desk) => desk.projectKey === value);
  if (kind === 'projectId') return desks.find((desk) => desk.projectId === value);
  if (kind === 'serviceDeskId') return desks.find((desk) => desk.id === value);
  return kind === '' ? desks.find((desk) => desk.id === value || desk.projectKey === value) : undefined;
}

/** A request type of the desk. Restricted ones are kept from those who are neither admitted nor desk administrators. */
export function visibleRequestType(call: Call, desk: Desk, id = param(call, 'requestTypeId')): RequestType {
  const type = desk.requestTypes.find((candidate) => candidate.id === id);
  if (!type || !seesRequestType(call, desk, type)) throw noSuchRequestType();
  return type;
}

export function seesRequestType(call: Call, desk: Desk, type: RequestType): boolean {
  if (call.caller.kind === 'anonymous') return type.restrictedTo === null;
  const { user } = call.caller;
  return type.restrictedTo === null || isDeskAdministrator(desk, user) || mayRaise(call.site, desk, type, user.accountId);
}

/**
 * The issue behind a key or id, seen or not. Keys in any case, and keys that an issue had before it was moved, find it
 * under its present key, without a redirect [OpenAPI, GET /issue].
 */
export function issueByKeyOrId(site: Site, keyOrId: string): Issue | undefined {
  const known = site.issues.get(keyOrId);
  if (known) return known;
  const key = keyOrId.toUpperCase();
  const issues = [...site.issues.values()];
  return issues.find((issue) => issue.key === key) ?? issues.find((issue) => issue.formerKeys.includes(key));
}

/** Is the issue a customer request? A request type that was deleted counts as none: the field says "No match". */
export function isRequest(desk: Desk, issue: Issue): boolean {
  return desk.requestTypes.some((type) => type.id === issue.requestTypeId);
}

export function deskOf(site: Site, issue: Issue): Desk {
  const desk = site.desks.get(issue.deskId);
  if (!desk) throw new Error(`issue ${issue.key} belongs to no desk`);
  return desk;
}

/** A customer request the caller may see, as staff or as a customer. */
export function visibleRequest(call: Call, name = 'issueIdOrKey'): { issue: Issue; desk: Desk; user: User; staff: boolean } {
  const user = signedIn(call);
  const issue = issueByKeyOrId(call.site, param(call, name));
  if (!issue) throw noSuchRequest();
  const desk = deskOf(call.site, issue);
  if (!isRequest(desk, issue)) throw noSuchRequest();
  const staff = staffMaySee(desk, issue, user.accountId);
  if (!staff && !opensRequest(call.site, desk, issue, user.accountId)) throw noSuchRequest();
  return { issue, desk, user, staff };
}

export function organizationById(site: Site, id: string): Organization {
  const organization = site.organizations.get(id);
  if (!organization) throw noSuchOrganization();
  return organization;
}
