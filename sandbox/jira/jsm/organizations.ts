import { objectBody, requiredText, textList } from '../bodies.ts';
import { addOrganization } from '../builders.ts';
import { organizationById, param, signedIn, visibleDesk } from '../lookup.ts';
import type { Organization, User } from '../model.ts';
import { type Call, created, noContent, type Operation, ok } from '../operations.ts';
import { badRequest, lacks, noSuchOrganization, Refusal } from '../refusal.ts';
import { hasAgentLicence, isAgent, isDeskAdministrator, isJiraAdministrator, mayManageOrganizations } from '../rights.ts';
import { dateDto } from '../shapes/dates.ts';
import { pageOf } from '../shapes/pages.ts';
import { userDto, userOrGhost } from '../shapes/users.ts';

const root = '/rest/servicedeskapi/organization';
const onDesk = '/rest/servicedeskapi/servicedesk/{serviceDeskId}/organization';
const scope = 'manage:servicedesk-customer';

export const organizationOperations: Operation[] = [
  {
    method: 'GET',
    path: root,
    scope,
    handle: (call) => {
      const user = signedIn(call);
      const accountId = call.query.get('accountId');
      if (accountId !== null && !hasAgentLicence(call.site, user.accountId)) throw lacks('a Service Management agent licence');
      const seesAll = hasAgentLicence(call.site, user.accountId) || isJiraAdministrator(user);
      const seen = [...call.site.organizations.values()].filter((organization) => seesAll || organization.members.has(user.accountId));
      return ok(pageOf(call, ofPerson(call, seen, accountId), (organization) => organizationDto(call, organization)));
    },
  },
  {
    method: 'POST',
    path: root,
    scope,
    handle: (call) => {
      manager(call);
      const name = requiredText(objectBody(call.body, ['name']), 'name').trim();
      if (name.length > 200) throw badRequest('The name of an organization has at most 200 characters.');
      const existing = [...call.site.organizations.values()].find((organization) => organization.name === name);
      return created(organizationDto(call, existing ?? addOrganization(call.site, { name, createdAt: call.now })));
    },
  },
  { method: 'GET', path: `${root}/{organizationId}`, scope, handle: (call) => ok(organizationDto(call, visibleOrganization(call))) },
  {
    method: 'DELETE',
    path: `${root}/{organizationId}`,
    scope,
    handle: (call) => {
      if (!isJiraAdministrator(signedIn(call))) throw lacks('Administer Jira');
      const organization = organizationById(call.site, param(call, 'organizationId'));
      call.site.organizations.delete(organization.id);
      for (const desk of call.site.desks.values()) desk.organizationIds.delete(organization.id);
      return noContent();
    },
  },
  {
    method: 'GET',
    path: `${root}/{organizationId}/user`,
    scope,
    handle: (call) => {
      const user = signedIn(call);
      if (!hasAgentLicence(call.site, user.accountId) && !isJiraAdministrator(user)) throw lacks('Service desk administrator or agent');
      const members = [...organizationById(call.site, param(call, 'organizationId')).members].sort();
      return ok(pageOf(call, members, (accountId) => userDto(call, userOrGhost(call, accountId))));
    },
  },
  {
    method: 'POST',
    path: `${root}/{organizationId}/user`,
    scope,
    handle: (call) => {
      const { organization, accountIds } = membersToChange(call);
      for (const accountId of accountIds) organization.members.add(accountId);
      return noContent();
    },
  },
  {
    method: 'DELETE',
    path: `${root}/{organizationId}/user`,
    scope,
    handle: (call) => {
      const { organization, accountIds } = membersToChange(call);
      for (const accountId of accountIds) organization.members.delete(accountId);
      return noContent();
    },
  },
  {
    method: 'GET',
    path: onDesk,
    scope,
    handle: (call) => {
      const desk = deskForAgent(call);
      const linked = [...call.site.organizations.values()].filter((organization) => desk.organizationIds.has(organization.id));
      return ok(pageOf(call, ofPerson(call, linked, call.query.get('accountId')), (organization) => organizationDto(call, organization)));
    },
  },
  {
    method: 'POST',
    path: onDesk,
    scope,
    handle: (call) => {
      deskForAgent(call).organizationIds.add(organizationNamedInBody(call).id);
      return noContent();
    },
  },
  {
    method: 'DELETE',
    path: onDesk,
    scope,
    handle: (call) => {
      deskForAgent(call).organizationIds.delete(organizationNamedInBody(call).id);
      return noContent();
    },
  },
];

/** Customers may look at organizations they belong to and learn nothing of others. */
export function visibleOrganization(call: Call): Organization {
  const user = signedIn(call);
  const organization = organizationById(call.site, param(call, 'organizationId'));
  const staff = hasAgentLicence(call.site, user.accountId) || isJiraAdministrator(user);
  if (!staff && !organization.members.has(user.accountId)) throw noSuchOrganization();
  return organization;
}

/** Agent, desk administrator or, when the site says so, Jira administrator only. */
export function manager(call: Call): User {
  const user = signedIn(call);
  if (mayManageOrganizations(call.site, user)) return user;
  throw lacks(call.site.settings.organizationsByAdministratorsOnly ? 'Administer Jira' : 'Service desk administrator or agent');
}

function membersToChange(call: Call): { organization: Organization; accountIds: string[] } {
  manager(call);
  const organization = organizationById(call.site, param(call, 'organizationId'));
  const body = objectBody(call.body, ['accountIds', 'usernames', 'organizationId']);
  const accountIds = textList(body, 'accountIds');
  const unknown = accountIds.filter((accountId) => !call.site.users.has(accountId));
  if (unknown.length > 0) throw badRequest(`These accounts do not exist: ${unknown.join(', ')}`);
  if (organization.scimManaged)
    throw new Refusal(403, 'This organization is managed by your identity provider and cannot be changed here.');
  return { organization, accountIds };
}

function deskForAgent(call: Call) {
  const user = signedIn(call);
  const desk = visibleDesk(call);
  if (!isAgent(desk, user.accountId) && !isDeskAdministrator(desk, user)) throw lacks("Service desk's agent");
  return desk;
}

function organizationNamedInBody(call: Call): Organization {
  const body = objectBody(call.body, ['organizationId', 'serviceDeskId']);
  if (!Number.isInteger(body.organizationId)) throw badRequest("'organizationId' must be a whole number.");
  return organizationById(call.site, String(body.organizationId));
}

function ofPerson(call: Call, organizations: Organization[], accountId: string | null): Organization[] {
  if (accountId === null) return organizations;
  if (!call.site.users.has(accountId)) throw new Refusal(404, 'The user does not exist.', { i18nKey: 'sd.user.not.found' });
  return organizations.filter((organization) => organization.members.has(accountId));
}

function organizationDto(call: Call, organization: Organization) {
  return {
    id: organization.id,
    uuid: organization.uuid,
    name: organization.name,
    created: dateDto(organization.createdAt),
    scimManaged: organization.scimManaged,
    _links: { self: `${call.base}${root}/${organization.id}` },
  };
}
