import { randomUUID } from 'node:crypto';
import type {
  AccountId,
  ApiToken,
  Approval,
  Comment,
  Desk,
  FieldValue,
  Issue,
  Organization,
  RequestField,
  RequestType,
  RequestTypeGroup,
  SecurityLevel,
  Site,
  User,
} from './model.ts';
import { touch } from './search-index.ts';
import { serviceWorkflow } from './workflow.ts';

const YEAR_MS = 365 * 24 * 3600 * 1000;

/** The next numeric id of a site, as text. Ids of all kinds come from one row so that mixing kinds up never works by chance. */
function nextId(site: Site): string {
  site.lastId += 1;
  return String(site.lastId);
}

type SiteParts = Partial<Omit<Site, 'settings' | 'systemFields'>> & {
  settings?: Partial<Site['settings']>;
  systemFields?: Partial<Site['systemFields']>;
};

/** An empty site. Give `firstId` through `lastId` when ids of two sites must not overlap. */
export function aSite(parts: SiteParts = {}): Site {
  const name = parts.name ?? 'acme';
  return {
    name,
    title: `${name} Jira`,
    cloudId: randomUUID(),
    host: `${name}-jira.localhost`,
    users: new Map(),
    tokens: [],
    organizations: new Map(),
    desks: new Map(),
    issues: new Map(),
    searchHistory: new Map(),
    lastId: 10_100,
    ...parts,
    systemFields: { requestType: 10010, participants: 10035, organizations: 10002, approvals: 10036, ...parts.systemFields },
    settings: {
      organizationsByAdministratorsOnly: false,
      pageCap: 50,
      searchLagMs: 0,
      customersBrowse: 'requests',
      maxUploadBytes: 10 * 1024 * 1024,
      ...parts.settings,
    },
  };
}

type UserParts = Partial<Omit<User, 'globalRights'>> & { email: string; globalRights?: User['globalRights'] };

/** A person with an Atlassian account. */
export function addUser(site: Site, parts: UserParts): User {
  const user: User = {
    accountId: `70121:${randomUUID()}`,
    accountType: 'atlassian',
    displayName: parts.email.split('@')[0] ?? parts.email,
    active: true,
    emailHidden: false,
    timeZone: 'Europe/Berlin',
    globalRights: new Set(),
    ...parts,
  };
  if (site.users.has(user.accountId)) throw new Error(`account ${user.accountId} is there already`);
  site.users.set(user.accountId, user);
  return user;
}

/** A portal-only customer: an account of this site alone, whose id says so. */
export function addCustomer(site: Site, parts: UserParts): User {
  return addUser(site, { accountId: `qm:${site.cloudId}:${nextId(site)}`, accountType: 'customer', ...parts });
}

export function addToken(site: Site, user: User, parts: Partial<ApiToken> & { secret: string }): ApiToken {
  const token: ApiToken = {
    accountId: user.accountId,
    kind: 'classic',
    scopes: [],
    expiresAt: Date.now() + YEAR_MS,
    revoked: false,
    ...parts,
  };
  site.tokens.push(token);
  return token;
}

type OrganizationParts = Partial<Omit<Organization, 'members'>> & { name: string; members?: User[] };

export function addOrganization(site: Site, parts: OrganizationParts): Organization {
  const { members = [], ...rest } = parts;
  const organization: Organization = {
    id: nextId(site),
    uuid: randomUUID(),
    scimManaged: false,
    createdAt: Date.now(),
    properties: new Map(),
    members: new Set(members.map((member) => member.accountId)),
    ...rest,
  };
  site.organizations.set(organization.id, organization);
  return organization;
}

type DeskParts = Partial<Omit<Desk, 'agents' | 'administrators' | 'browsers' | 'customers' | 'organizationIds'>> & {
  projectKey: string;
  name: string;
  agents?: User[];
  administrators?: User[];
  browsers?: User[];
  customers?: User[];
  organizations?: Organization[];
};

export function addDesk(site: Site, parts: DeskParts): Desk {
  const { agents, administrators, browsers, customers, organizations, ...rest } = parts;
  const desk: Desk = {
    id: nextId(site),
    projectId: nextId(site),
    access: 'open',
    anonymousBrowsing: false,
    customersMayShare: true,
    groups: [],
    requestTypes: [],
    workflow: serviceWorkflow(),
    securityLevels: [],
    lastIssueNumber: 0,
    agents: ids(agents),
    administrators: ids(administrators),
    browsers: ids(browsers),
    customers: ids(customers),
    organizationIds: new Set((organizations ?? []).map((organization) => organization.id)),
    ...rest,
  };
  site.desks.set(desk.id, desk);
  return desk;
}

export function addGroup(site: Site, desk: Desk, name: string): RequestTypeGroup {
  const group = { id: nextId(site), name };
  desk.groups.push(group);
  return group;
}

/** A field of a request form. Without `kind` it is a line of text. */
export function aField(parts: Partial<RequestField> & { fieldId: string; name: string }): RequestField {
  return { kind: 'text', description: '', required: false, visible: true, options: [], preset: [], defaults: [], ...parts };
}

type RequestTypeParts = Partial<Omit<RequestType, 'restrictedTo' | 'groupIds'>> & {
  name: string;
  groups?: RequestTypeGroup[];
  restrictedTo?: { users?: User[]; organizations?: Organization[] };
};

/** A request type. Summary and description come first unless `fields` says otherwise. */
export function addRequestType(site: Site, desk: Desk, parts: RequestTypeParts): RequestType {
  const { groups = [], restrictedTo, ...rest } = parts;
  const type: RequestType = {
    id: nextId(site),
    description: '',
    helpText: '',
    issueTypeId: '10020',
    iconId: '10511',
    fields: summaryAndDescription(),
    ...rest,
    groupIds: groups.map((group) => group.id),
    restrictedTo: restrictedTo
      ? {
          accountIds: ids(restrictedTo.users),
          organizationIds: new Set((restrictedTo.organizations ?? []).map((organization) => organization.id)),
        }
      : null,
  };
  desk.requestTypes.push(type);
  return type;
}

export function summaryAndDescription(
  words: { summary?: string; description?: string; descriptionRequired?: boolean } = {},
): RequestField[] {
  return [
    aField({ fieldId: 'summary', kind: 'summary', name: words.summary ?? 'Summary', required: true }),
    aField({
      fieldId: 'description',
      kind: 'description',
      name: words.description ?? 'Description',
      required: words.descriptionRequired ?? false,
    }),
  ];
}

export function addSecurityLevel(site: Site, desk: Desk, parts: { name: string; users?: User[]; reporter?: boolean }): SecurityLevel {
  const level = { id: nextId(site), name: parts.name, accountIds: ids(parts.users), reporter: parts.reporter ?? false };
  desk.securityLevels.push(level);
  return level;
}

type RequestParts = {
  type: RequestType | null;
  reporter: User;
  creator?: User;
  summary: string;
  fields?: Record<string, FieldValue>;
  participants?: User[];
  organizations?: Organization[];
  securityLevel?: SecurityLevel;
  /** Status ids in the order reached; the initial one is added by itself. */
  statuses?: string[];
  createdAt?: number;
};

export function addRequest(site: Site, desk: Desk, parts: RequestParts): Issue {
  desk.lastIssueNumber += 1;
  const createdAt = parts.createdAt ?? Date.now();
  const issue: Issue = {
    id: nextId(site),
    key: `${desk.projectKey}-${desk.lastIssueNumber}`,
    formerKeys: [],
    deskId: desk.id,
    requestTypeId: parts.type?.id ?? null,
    reporter: parts.reporter.accountId,
    creator: (parts.creator ?? parts.reporter).accountId,
    participants: (parts.participants ?? []).map((person) => person.accountId),
    organizationIds: (parts.organizations ?? []).map((organization) => organization.id),
    fieldValues: new Map<string, FieldValue>([['summary', parts.summary], ...Object.entries(parts.fields ?? {})]),
    securityLevelId: parts.securityLevel?.id ?? null,
    statusHistory: [desk.workflow.initial, ...(parts.statuses ?? [])].map((statusId, step) => ({
      statusId,
      at: createdAt + step * 3_600_000,
    })),
    comments: [],
    approvals: [],
    properties: new Map(),
    createdAt,
    updatedAt: createdAt,
  };
  site.issues.set(issue.id, issue);
  touch(site, issue, createdAt);
  return issue;
}

type CommentParts = Partial<Omit<Comment, 'author'>> & { author: User; body: string };

export function addComment(site: Site, issue: Issue, parts: CommentParts): Comment {
  const comment: Comment = {
    id: nextId(site),
    public: true,
    visibility: null,
    createdAt: Date.now(),
    properties: new Map(),
    ...parts,
    author: parts.author.accountId,
  };
  issue.comments.push(comment);
  touch(site, issue, Math.max(issue.updatedAt, comment.createdAt));
  return comment;
}

export function addApproval(site: Site, issue: Issue, parts: { approvers: User[]; needed?: number; createdAt?: number }): Approval {
  const approval: Approval = {
    id: nextId(site),
    name: 'Waiting for approval',
    approvers: parts.approvers.map((user) => ({ accountId: user.accountId, decision: 'pending' })),
    needed: parts.needed ?? 1,
    finalDecision: 'pending',
    createdAt: parts.createdAt ?? Date.now(),
    completedAt: null,
  };
  issue.approvals.push(approval);
  touch(site, issue, Math.max(issue.updatedAt, approval.createdAt));
  return approval;
}

function ids(users: readonly User[] | undefined): Set<AccountId> {
  return new Set((users ?? []).map((user) => user.accountId));
}
