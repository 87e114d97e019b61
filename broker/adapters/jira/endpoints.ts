import { calls } from './types.generated.ts';

export type CallName = keyof typeof calls;

/** What Atlassian's documents do not say about a call, or say only in prose. */
export interface Manner {
  /** May be sent again after it failed: it changes nothing. */
  readonly repeatable: boolean;
  /** What its account needs, in the words of Jira's own settings pages. */
  readonly right: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** A 401 may also mean that a right is missing (checkRequestTypes: OpenAPI, response 401). */
  readonly unauthorizedMeansForbidden: boolean;
}

const usual: Manner = { repeatable: true, right: '', timeoutMs: 8_000, maxBytes: 4_000_000, unauthorizedMeansForbidden: false };
const write = { repeatable: false, timeoutMs: 20_000 } as const;

const viewDesk = 'agent of the service project';
const browseProject = 'Browse projects, in the service project';
const administer = 'Administer Jira (global permission)';
const browseUsers = 'Browse users and groups (global permission)';

const manners: Readonly<Record<CallName, Partial<Manner> & { readonly right: string }>> = {
  // Slow on sites with hundreds of service desks (OpenAPI, note of this operation).
  listDesks: { right: viewDesk, timeoutMs: 20_000 },
  getDesk: { right: viewDesk },
  listRequestTypeGroups: { right: viewDesk },
  listRequestTypes: { right: viewDesk },
  getRequestFields: { right: viewDesk },
  checkRequestTypes: { right: administer, unauthorizedMeansForbidden: true },
  listDeskOrganizations: { right: viewDesk },
  listDeskCustomers: { right: viewDesk },
  listOrganizations: { right: 'agent licence of Jira Service Management' },
  getRequest: { right: viewDesk },
  listParticipants: { right: viewDesk },
  listApprovals: { right: viewDesk },
  listStatuses: { right: viewDesk },
  listComments: { right: viewDesk, maxBytes: 16_000_000 },
  addComment: { ...write, right: 'Add comments, in the service project' },
  createRequest: { ...write, right: viewDesk },
  createCustomer: { ...write, right: administer },
  getIssue: { right: browseProject },
  listIssueComments: { right: browseProject, maxBytes: 16_000_000 },
  checkPermissions: { right: administer },
  searchIssues: { right: browseProject },
  // About 600 bytes for each field of the site, all in one answer.
  listFields: { right: 'access to Jira', maxBytes: 16_000_000 },
  getUser: { right: browseUsers },
  searchUsers: { right: browseUsers },
  getMyself: { right: 'access to Jira' },
  getMyPermissions: { right: 'access to Jira' },
};

/** How to make a call: what the documents say and what they leave out. */
export function endpointOf<Name extends CallName>(name: Name): (typeof calls)[Name] & Manner {
  return { ...usual, ...manners[name], ...calls[name] };
}
