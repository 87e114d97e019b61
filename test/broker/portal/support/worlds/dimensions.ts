import type { Desk, Issue, Site } from '../../../../../sandbox/jira/model.ts';
import { changes } from './changes.ts';
import { quirks } from './quirks.ts';
import { service } from './words.ts';
import type { World } from './world.ts';

const anyDesk = (test: (desk: Desk, site: Site) => boolean) => (world: World) =>
  world.sites.some((site) => [...site.desks.values()].some((desk) => test(desk, site)));
const anyIssue = (test: (issue: Issue, desk: Desk, site: Site) => boolean) => (world: World) =>
  world.sites.some((site) =>
    [...site.issues.values()].some((issue) => {
      const desk = site.desks.get(issue.deskId);
      return desk !== undefined && test(issue, desk, site);
    }),
  );
const anyActor = (test: (accountId: string, site: Site) => boolean) => (world: World) =>
  world.actors.some(({ tenant, accountId }) => {
    const site = world.sites[tenant];
    return site !== undefined && test(accountId, site);
  });
const organizationsOf = (accountId: string, site: Site) => [...site.organizations.values()].filter((one) => one.members.has(accountId));
const isAgent = (desk: Desk, accountId: string) => desk.agents.has(accountId) || desk.administrators.has(accountId);
const twice = (names: readonly string[]) => new Set(names).size < names.length;

/** What a world has that may decide about visibility. */
const inWorlds: Readonly<Record<string, (world: World) => boolean>> = {
  'an open desk': anyDesk((desk) => desk.access === 'open'),
  'an open desk that visitors may browse': anyDesk((desk) => desk.anonymousBrowsing),
  'a restricted desk': anyDesk((desk) => desk.access === 'restricted'),
  'a restricted desk for listed customers only': anyDesk(
    (desk) => desk.access === 'restricted' && desk.organizationIds.size === 0 && desk.customers.size > 0,
  ),
  'a restricted desk for organizations only': anyDesk(
    (desk) => desk.access === 'restricted' && desk.organizationIds.size > 0 && desk.customers.size === 0,
  ),
  'a desk without request types': anyDesk((desk) => desk.requestTypes.length === 0),
  'a desk without the service account': anyDesk((desk) => !desk.agents.has(service.accountId)),
  'desks of equal names': (world) => world.sites.some((site) => twice([...site.desks.values()].map((desk) => desk.name))),
  'an organization of no desk': (world) =>
    world.sites.some((site) =>
      [...site.organizations.keys()].some((id) => ![...site.desks.values()].some((desk) => desk.organizationIds.has(id))),
    ),
  'organizations of equal names': (world) => world.sites.some((site) => twice([...site.organizations.values()].map((one) => one.name))),
  'a person in several organizations': anyActor((accountId, site) => organizationsOf(accountId, site).length > 1),
  'a person in no organization': anyActor((accountId, site) => organizationsOf(accountId, site).length === 0),
  'a deactivated person': anyActor((accountId, site) => site.users.get(accountId)?.active === false),
  'a deactivated member of an organization': anyActor(
    (accountId, site) => site.users.get(accountId)?.active === false && organizationsOf(accountId, site).length > 0,
  ),
  'a deleted person': anyActor((accountId, site) => !site.users.has(accountId)),
  'an app': anyActor((accountId, site) => site.users.get(accountId)?.accountType === 'app'),
  'an agent who is a customer elsewhere': anyActor((accountId, site) => {
    const desks = [...site.desks.values()];
    return desks.some((desk) => isAgent(desk, accountId)) && desks.some((desk) => !isAgent(desk, accountId));
  }),
  'a person with Browse Projects': anyActor((accountId, site) => [...site.desks.values()].some((desk) => desk.browsers.has(accountId))),
  'people of equal names': (world) => world.sites.some((site) => twice([...site.users.values()].map((user) => user.displayName))),
  'a person whose name is an address': (world) =>
    world.sites.some((site) => [...site.users.values()].some((user) => user.displayName.includes('@'))),
  'a restricted request type': anyDesk((desk) => desk.requestTypes.some((type) => type.restrictedTo !== null)),
  'a request type without a group': anyDesk((desk) => desk.requestTypes.some((type) => type.groupIds.length === 0)),
  'a request type in a deleted group': anyDesk((desk) =>
    desk.requestTypes.some((type) => type.groupIds.some((id) => !desk.groups.some((group) => group.id === id))),
  ),
  'request types of equal names': anyDesk((desk) => twice(desk.requestTypes.map((type) => type.name))),
  'a hidden field': anyDesk((desk) => desk.requestTypes.some((type) => type.fields.some((field) => !field.visible))),
  'an issue that is no request': anyIssue((issue) => issue.requestTypeId === null),
  'a request of a deleted type': anyIssue(
    (issue, desk) => issue.requestTypeId !== null && !desk.requestTypes.some((type) => type.id === issue.requestTypeId),
  ),
  'a moved request': anyIssue((issue) => issue.formerKeys.length > 0),
  'a request with participants': anyIssue((issue) => issue.participants.length > 0),
  'a request with approvers': anyIssue((issue) => issue.approvals.some((approval) => approval.approvers.length > 0)),
  'a request shared with an organization': anyIssue((issue) => issue.organizationIds.length > 0),
  'a request shared with an organization that its desk does not have': anyIssue((issue, desk) =>
    issue.organizationIds.some((id) => !desk.organizationIds.has(id)),
  ),
  'a request shared with a deleted organization': anyIssue((issue, _desk, site) =>
    issue.organizationIds.some((id) => !site.organizations.has(id)),
  ),
  'a security level': anyIssue((issue) => issue.securityLevelId !== null),
  'a security level for the reporter': anyIssue((issue, desk) =>
    desk.securityLevels.some((level) => level.id === issue.securityLevelId && level.reporter),
  ),
  'a security level that was deleted': anyIssue(
    (issue, desk) => issue.securityLevelId !== null && !desk.securityLevels.some((level) => level.id === issue.securityLevelId),
  ),
  'a security level without the service account': anyIssue((issue, desk) =>
    desk.securityLevels.some((level) => level.id === issue.securityLevelId && !level.accountIds.has(service.accountId)),
  ),
  'a resolved request': anyIssue((issue) => issue.statusHistory.length > 1),
  'a public comment': anyIssue((issue) => issue.comments.some((comment) => comment.public && comment.visibility === null)),
  'an internal comment': anyIssue((issue) => issue.comments.some((comment) => !comment.public)),
  'a public comment that is restricted': anyIssue((issue) =>
    issue.comments.some((comment) => comment.public && comment.visibility !== null),
  ),
  'a comment with a mention': anyIssue((issue) => issue.comments.some((comment) => comment.body.includes('[~'))),
  'a search index that lags': (world) => world.sites.some((site) => site.settings.searchLagMs > 0),
  'Jira says that customers browse their requests': (world) => world.sites.some((site) => site.settings.customersBrowse === 'requests'),
  'Jira says that customers browse their desks': (world) => world.sites.some((site) => site.settings.customersBrowse === 'desk'),
  'Jira says that customers browse nothing': (world) => world.sites.some((site) => site.settings.customersBrowse === 'nothing'),
  'two tenants with one account': (world) => world.sites.length > 1,
};

/** What may happen while a world is played. */
const inPlay = [
  'a list of several pages',
  'a page token of another person',
  'a search that finds',
  'a request raised',
  'a request refused',
  'a comment sent',
  'a comment refused',
];

export const allDimensions: readonly string[] = [
  ...Object.keys(inWorlds),
  ...quirks.map((quirk) => `quirk: ${quirk}`),
  ...inPlay,
  ...Object.keys(changes).map((name) => `change: ${name}`),
];

export function dimensionsOf(world: World): string[] {
  const names = Object.entries(inWorlds).filter(([, has]) => has(world));
  return [...names.map(([name]) => name), ...(world.quirk === null ? [] : [`quirk: ${world.quirk}`])];
}
