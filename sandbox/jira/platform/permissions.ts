import { listParameter, numberList, objectBody, textList, textMember } from '../bodies.ts';
import { deskOf, issueByKeyOrId, signedIn } from '../lookup.ts';
import type { Desk, Issue, Site, User } from '../model.ts';
import { entersPortal, opensRequest } from '../native-rules.ts';
import { type Answer, type Call, type Operation, ok } from '../operations.ts';
import { lacks, noSuchIssue, Refusal } from '../refusal.ts';
import {
  canBrowse,
  hasAgentLicence,
  isAgent,
  isDeskAdministrator,
  isJiraAdministrator,
  passesSecurityLevel,
  staffMaySee,
} from '../rights.ts';

const known = {
  ADMINISTER: { id: '0', name: 'Administer Jira', type: 'GLOBAL' },
  USER_PICKER: { id: '27', name: 'Browse users and groups', type: 'GLOBAL' },
  ADMINISTER_PROJECTS: { id: '23', name: 'Administer Projects', type: 'PROJECT' },
  BROWSE_PROJECTS: { id: '10', name: 'Browse Projects', type: 'PROJECT' },
  CREATE_ISSUES: { id: '11', name: 'Create Issues', type: 'PROJECT' },
  EDIT_ISSUES: { id: '12', name: 'Edit Issues', type: 'PROJECT' },
  TRANSITION_ISSUES: { id: '46', name: 'Transition Issues', type: 'PROJECT' },
  ADD_COMMENTS: { id: '15', name: 'Add Comments', type: 'PROJECT' },
  SERVICEDESK_AGENT: { id: '-1', name: 'Service Desk Agent', type: 'PROJECT' },
} as const;

type Key = keyof typeof known;

export const permissionOperations: Operation[] = [
  { method: 'GET', path: '/rest/api/3/mypermissions', scope: 'read:jira-work', anonymous: true, handle: myPermissions },
  { method: 'POST', path: '/rest/api/3/permissions/check', scope: null, anonymous: true, handle: checkPermissions },
];

function myPermissions(call: Call): Answer {
  const keys = listParameter(call.query, 'permissions');
  if (keys.length === 0) throw new Refusal(400, "The 'permissions' query parameter is required.");
  const user = call.caller.kind === 'user' ? call.caller.user : null;
  const place = placeAsked(call, user);
  const entries = keys.map((key) => {
    if (!isKnown(key)) throw new Refusal(400, `Unrecognized permission: ${key}`);
    return [key, { ...known[key], key, description: known[key].name, havePermission: user !== null && holds(call.site, user, key, place) }];
  });
  return ok({ permissions: Object.fromEntries(entries) });
}

type Place = { kind: 'anywhere' } | { kind: 'desk'; desk: Desk } | { kind: 'issue'; desk: Desk; issue: Issue };

function placeAsked(call: Call, user: User | null): Place {
  const issueName = call.query.get('issueKey') ?? call.query.get('issueId');
  if (issueName !== null) {
    const issue = issueByKeyOrId(call.site, issueName);
    if (!issue || !user || !staffMaySee(deskOf(call.site, issue), issue, user.accountId)) throw noSuchIssue();
    return { kind: 'issue', desk: deskOf(call.site, issue), issue };
  }
  const projectName = call.query.get('projectKey') ?? call.query.get('projectId');
  if (projectName === null) return { kind: 'anywhere' };
  const desk = [...call.site.desks.values()].find(
    (candidate) => candidate.projectKey === projectName || candidate.projectId === projectName,
  );
  if (!desk || !user || !(canBrowse(desk, user.accountId) || isDeskAdministrator(desk, user))) {
    throw new Refusal(404, `No project could be found with key or id '${projectName}'.`);
  }
  return { kind: 'desk', desk };
}

/** Permissions of any account, for administrators. Unknown projects and issues are ignored. */
function checkPermissions(call: Call): Answer {
  const body = objectBody(call.body, ['accountId', 'globalPermissions', 'projectPermissions']);
  const caller = call.caller.kind === 'user' ? call.caller.user : null;
  const accountId = textMember(body, 'accountId') ?? caller?.accountId;
  if (accountId !== caller?.accountId && !isJiraAdministrator(signedIn(call))) throw lacks('Administer Jira');
  const subject = call.site.users.get(accountId ?? '');
  if (accountId !== undefined && !subject) throw new Refusal(400, `The account id '${accountId}' is not valid.`);
  const asked = body.projectPermissions ?? [];
  if (!Array.isArray(asked)) throw new Refusal(400, "'projectPermissions' must be a list.");
  const globals = textList(body, 'globalPermissions');
  for (const key of globals) if (!isKnown(key)) throw new Refusal(400, `Unrecognized permission: ${key}`);
  const projectPermissions = asked.flatMap((entry: unknown) => grants(call, subject, entry));
  return ok({
    globalPermissions: globals.filter((key) => isKnown(key) && subject && holds(call.site, subject, key, { kind: 'anywhere' })),
    projectPermissions,
  });
}

function grants(call: Call, subject: User | undefined, entry: unknown) {
  const asked = objectBody(entry, ['issues', 'permissions', 'projects']);
  const keys = textList(asked, 'permissions').filter((key) => key !== '');
  if (keys.length === 0) throw new Refusal(400, 'At least one project permission is required.');
  const issues = numberList(asked, 'issues');
  const projects = numberList(asked, 'projects');
  return keys.map((key) => {
    if (!isKnown(key) || known[key].type !== 'PROJECT') throw new Refusal(400, `Unrecognized permission: ${key}`);
    return {
      permission: key,
      issues: issues.filter((id) => {
        const issue = call.site.issues.get(String(id));
        return issue && subject && holds(call.site, subject, key, { kind: 'issue', desk: deskOf(call.site, issue), issue });
      }),
      projects: projects.filter((id) => {
        const desk = [...call.site.desks.values()].find((candidate) => candidate.projectId === String(id));
        return desk && subject && holds(call.site, subject, key, { kind: 'desk', desk });
      }),
    };
  });
}

/** Does the user hold the permission there? Customers browse no project; of issues see `customersBrowse`. */
function holds(site: Site, user: User, key: Key, place: Place): boolean {
  if (!user.active) return false;
  if (key === 'ADMINISTER' || key === 'USER_PICKER') return user.globalRights.has(key);
  if (place.kind === 'anywhere') {
    if (key === 'SERVICEDESK_AGENT') return hasAgentLicence(site, user.accountId);
    return [...site.desks.values()].some((desk) => holds(site, user, key, { kind: 'desk', desk }));
  }
  const { desk } = place;
  if (key === 'ADMINISTER_PROJECTS') return isDeskAdministrator(desk, user);
  if (place.kind === 'issue' && !staffMaySee(desk, place.issue, user.accountId)) {
    return key === 'BROWSE_PROJECTS' && customerBrowses(site, desk, place.issue, user.accountId);
  }
  return key === 'BROWSE_PROJECTS' ? canBrowse(desk, user.accountId) : isAgent(desk, user.accountId);
}

function customerBrowses(site: Site, desk: Desk, issue: Issue, accountId: string): boolean {
  switch (site.settings.customersBrowse) {
    case 'requests':
      return opensRequest(site, desk, issue, accountId);
    case 'desk':
      return entersPortal(site, desk, accountId) && passesSecurityLevel(desk, issue, accountId);
    case 'nothing':
      return false;
    default:
      return site.settings.customersBrowse satisfies never;
  }
}

function isKnown(key: string): key is Key {
  return Object.hasOwn(known, key);
}
