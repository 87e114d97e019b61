import { listParameter } from '../bodies.ts';
import { signedIn } from '../lookup.ts';
import type { Desk } from '../model.ts';
import { type Call, type Operation, ok } from '../operations.ts';
import { canBrowse, isDeskAdministrator } from '../rights.ts';
import { jiraTime } from '../shapes/dates.ts';
import { fieldDetails } from '../shapes/issues.ts';
import { platformPage } from '../shapes/pages.ts';

export const siteOperations: Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/serverInfo',
    scope: null,
    anonymous: true,
    handle: (call) =>
      ok({
        baseUrl: call.siteUrl,
        displayUrl: call.siteUrl,
        displayUrlServicedeskHelpCenter: `${call.siteUrl}/servicedesk/customer/portals`,
        version: '1001.0.0-SNAPSHOT',
        versionNumbers: [1001, 0, 0],
        deploymentType: 'Cloud',
        buildNumber: 100_000,
        buildDate: jiraTime(Date.UTC(2025, 9, 3)),
        serverTime: jiraTime(call.now),
        scmInfo: 'simulator',
        serverTitle: call.site.title,
        serverTimeZone: 'Etc/UTC',
      }),
  },
  { method: 'GET', path: '/rest/api/3/field', scope: 'read:jira-work', anonymous: true, handle: (call) => ok(fieldDetails(call)) },
  { method: 'GET', path: '/rest/api/3/project/search', scope: 'read:jira-work', handle: searchProjects },
];

/** Projects the caller may browse or administer. */
function searchProjects(call: Call) {
  const user = signedIn(call);
  const ids = listParameter(call.query, 'id');
  const keys = listParameter(call.query, 'keys');
  const types = listParameter(call.query, 'typeKey');
  const query = call.query.get('query')?.toLowerCase() ?? '';
  const found = [...call.site.desks.values()]
    .filter((desk) => canBrowse(desk, user.accountId) || isDeskAdministrator(desk, user))
    .filter((desk) => (ids.length === 0 || ids.includes(desk.projectId)) && (keys.length === 0 || keys.includes(desk.projectKey)))
    .filter((_desk) => types.length === 0 || types.includes('service_desk'))
    .filter((desk) => `${desk.projectKey} ${desk.name}`.toLowerCase().includes(query))
    .sort((a, b) => a.projectKey.localeCompare(b.projectKey));
  return ok(platformPage(call, found, { usual: 50, cap: call.site.settings.pageCap }, (desk) => project(call, desk)));
}

function project(call: Call, desk: Desk) {
  const avatar = (size: number) => `${call.siteUrl}/avatar.svg?size=${size}`;
  return {
    self: `${call.base}/rest/api/3/project/${desk.projectId}`,
    id: desk.projectId,
    key: desk.projectKey,
    name: desk.name,
    projectTypeKey: 'service_desk',
    simplified: false,
    style: 'classic',
    isPrivate: false,
    avatarUrls: { '16x16': avatar(16), '24x24': avatar(24), '32x32': avatar(32), '48x48': avatar(48) },
  };
}
