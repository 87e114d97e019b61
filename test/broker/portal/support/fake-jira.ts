import { AppError } from '../../../../broker/domain/app-error.ts';
import type { AccountId } from '../../../../broker/domain/brands.ts';
import type {
  Desk,
  IssueFacts,
  JiraComment,
  JiraRequest,
  NewRequest,
  PlatformComment,
  RequestField,
  RequestType,
} from '../../../../broker/domain/jira.ts';
import type { Jira, JiraSource } from '../../../../broker/domain/ports/jira.ts';

export const ada = 'qm:ada' as AccountId;
export const bob = 'qm:bob' as AccountId;
const service = 'acc-service' as AccountId;

export interface FakeDesk {
  desk: Desk;
  /** Null: open to every customer. */
  customers: Set<string> | null;
  organizations: string[];
  types: (RequestType & { fields: RequestField[]; onlyFor: Set<string> | null })[];
}

export interface FakeRequest {
  request: JiraRequest;
  issue: IssueFacts;
  participants: AccountId[];
  approvers: AccountId[];
  /** Who may see it despite its security level or without being a customer. */
  browsers: Set<string>;
  comments: (JiraComment & Omit<PlatformComment, 'id'>)[];
}

/** The portal has no business with these. */
type NotUsed = 'findUsersByEmail' | 'findDeskCustomersByEmail' | 'createCustomer' | 'isAdministrator' | 'isStaff';

/** A Jira that answers as an administrator may see it, from plain data that tests change. */
export interface FakeJira {
  desks: FakeDesk[];
  requests: FakeRequest[];
  members: Map<string, string[]>;
  inactive: Set<string>;
  apps: Set<string>;
  calls: { name: string; args: unknown[] }[];
  /** Awaited before every call; throw to fail it. */
  fault: (name: string) => void | Promise<void>;
  /** Called after a write took effect; throw to lose its answer. */
  lose: (name: string) => void;
  /** What a search sees; all of it unless told. */
  searchable: (request: FakeRequest) => boolean;
  created: NewRequest[];
  source: JiraSource;
  count(name: string): number;
}

export function aDesk(id: string, more: Partial<FakeDesk> & { name?: string } = {}): FakeDesk {
  return {
    desk: { id, projectId: `100${id}`, projectKey: `D${id}`, name: more.name ?? `Desk ${id}` },
    customers: more.customers ?? null,
    organizations: more.organizations ?? [],
    types: more.types ?? [aType(`${id}1`, id)],
  };
}

export function aField(id: string, more: Partial<RequestField> = {}): RequestField {
  return {
    id,
    name: id,
    description: '',
    required: false,
    visible: true,
    schema: { type: 'string', items: null, system: id, custom: null },
    choices: [],
    defaults: [],
    ...more,
  };
}

export function aType(id: string, deskId: string, more: Partial<FakeDesk['types'][number]> = {}): FakeDesk['types'][number] {
  return {
    id,
    deskId,
    name: `Type ${id}`,
    description: `About ${id}`,
    helpText: '',
    groupIds: ['1'],
    iconUrl: null,
    fields: [aField('summary', { required: true, name: 'Summary' }), aField('description', { name: 'Description' })],
    onlyFor: null,
    ...more,
  };
}

export function aRequest(
  key: string,
  desk: FakeDesk,
  reporter: AccountId,
  more: { summary?: string } & Partial<Omit<FakeRequest, 'request' | 'issue'>> & {
      request?: Partial<JiraRequest>;
      issue?: Partial<IssueFacts>;
    } = {},
): FakeRequest {
  const id = `9${key.replace(/\D/g, '')}`;
  const type = desk.types[0];
  const summary = more.summary ?? `About ${key}`;
  return {
    request: {
      id,
      key,
      deskId: desk.desk.id,
      requestTypeId: type?.id ?? '0',
      requestTypeName: type?.name ?? '',
      summary,
      reporter: { accountId: reporter, displayName: `Name of ${reporter}` },
      createdAt: 1_000,
      status: { name: 'Waiting for support', category: 'indeterminate', at: 1_000 },
      fields: [{ id: 'summary', label: 'Summary', value: summary }],
      ...more.request,
    },
    issue: { id, key, projectId: desk.desk.projectId, hasSecurityLevel: false, organizationIds: [], ...more.issue },
    participants: more.participants ?? [],
    approvers: more.approvers ?? [],
    browsers: more.browsers ?? new Set(),
    comments: more.comments ?? [],
  };
}

export function aComment(id: string, body: string, more: Partial<FakeRequest['comments'][number]> = {}): FakeRequest['comments'][number] {
  return {
    id,
    body,
    public: true,
    jsdPublic: true,
    restricted: false,
    author: { accountId: service, displayName: 'Agent' },
    createdAt: 2_000,
    ...more,
  };
}

export function createFakeJira(now: () => number = () => 10_000): FakeJira {
  const fake: FakeJira = {
    desks: [],
    requests: [],
    members: new Map(),
    inactive: new Set(),
    apps: new Set(),
    calls: [],
    fault: () => undefined,
    lose: () => undefined,
    searchable: () => true,
    created: [],
    source: {
      of: () => jira,
      rememberAppToken: unused,
      ofApp: unused,
      test: unused,
      testLive: unused,
    },
    count: (name) => fake.calls.filter((call) => call.name === name).length,
  };
  const deskOf = (id: string) => fake.desks.find((entry) => entry.desk.id === id);
  const requestOf = (key: string) => fake.requests.find((entry) => entry.request.key === key);
  const isCustomer = (desk: FakeDesk, accountId: string) =>
    !fake.inactive.has(accountId) &&
    (desk.customers === null ||
      desk.customers.has(accountId) ||
      (fake.members.get(accountId) ?? []).some((id) => desk.organizations.includes(id)));
  const answers: Omit<Jira, NotUsed> = {
    desks: async () => fake.desks.map((entry) => entry.desk),
    findDesk: async (id) => deskOf(id)?.desk ?? null,
    requestTypeGroups: async () => [{ id: '1', name: 'Common' }],
    requestTypes: async (id) => known(deskOf(id)).types,
    requestFields: async (id, typeId) => known(known(deskOf(id)).types.find((type) => type.id === typeId)).fields,
    creatableRequestTypes: async (id, accountId, typeIds) => {
      const desk = known(deskOf(id));
      if (!isCustomer(desk, accountId)) return new Set();
      const may = desk.types.filter((type) => type.onlyFor === null || type.onlyFor.has(accountId));
      return new Set(may.map((type) => type.id).filter((typeId) => typeIds.includes(typeId)));
    },
    organizationsOf: async (accountId) => (fake.members.get(accountId) ?? []).map((orgId) => ({ id: orgId, name: `Org ${orgId}` })),
    organizationsOfDesk: async (id) => known(deskOf(id)).organizations.map((orgId) => ({ id: orgId, name: `Org ${orgId}` })),
    findRequest: async (key) => requestOf(key)?.request ?? null,
    participants: async (key) => known(requestOf(key)).participants.map((accountId) => ({ accountId, displayName: 'x' })),
    approvers: async (key) => known(requestOf(key)).approvers,
    findIssueFacts: async (key) => requestOf(key)?.issue ?? null,
    mayBrowse: async (accountId, issueId) => fake.requests.some((entry) => entry.issue.id === issueId && entry.browsers.has(accountId)),
    statusHistory: async (key) => [{ name: known(requestOf(key)).request.status.name, at: 1_000 }],
    comments: async (key) => known(requestOf(key)).comments,
    platformComments: async (key) => known(requestOf(key)).comments.map(({ id, jsdPublic, restricted }) => ({ id, jsdPublic, restricted })),
    addComment: async (key, body) => {
      const entry = known(requestOf(key));
      const comment = aComment(String(500 + entry.comments.length), body, { createdAt: now() });
      entry.comments.push(comment);
      fake.lose('addComment');
      return comment;
    },
    createRequest: async (request) => {
      fake.created.push(request);
      const desk = known(deskOf(request.deskId));
      const entry = aRequest(`${desk.desk.projectKey}-${100 + fake.created.length}`, desk, request.raiseOnBehalfOf, {
        summary: String(request.fields.summary),
        request: { requestTypeId: request.requestTypeId, createdAt: now() },
      });
      fake.requests.push(entry);
      fake.lose('createRequest');
      return { id: entry.request.id, key: entry.request.key };
    },
    search: async (input) => {
      const projects = /project in \(([^)]+)\)/.exec(input.jql)?.[1]?.split(', ') ?? null;
      const keys = fake.requests
        .filter((entry) => (projects?.includes(entry.issue.projectId) ?? true) && fake.searchable(entry))
        .map((entry) => entry.request.key)
        .reverse();
      const start = Number(input.nextPageToken ?? 0);
      const next = start + input.maxResults;
      return { keys: keys.slice(start, next), nextPageToken: next < keys.length ? String(next) : null };
    },
    findUser: async (accountId) => ({
      accountId,
      accountType: fake.apps.has(accountId) ? 'app' : 'customer',
      displayName: accountId,
      email: null,
      active: !fake.inactive.has(accountId),
    }),
    customFieldIds: async () =>
      new Map([
        ['com.atlassian.servicedesk:vp-origin', 'customfield_10010'],
        ['com.atlassian.servicedesk:sd-request-participants', 'customfield_10026'],
        ['com.atlassian.servicedesk:sd-customer-organizations', 'customfield_10002'],
        ['com.atlassian.servicedesk.approvals-plugin:sd-approvals', 'customfield_10050'],
      ]),
  };
  const jira = new Proxy(answers, {
    get: (target, name: keyof typeof answers) => {
      const answer = target[name] as ((...args: unknown[]) => Promise<unknown>) | undefined;
      if (answer === undefined) return unused;
      return async (...args: unknown[]) => {
        fake.calls.push({ name, args });
        await fake.fault(name);
        return answer(...args);
      };
    },
  }) as Jira;
  return fake;
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new AppError('jira_not_found');
  return value;
}

function unused(): never {
  throw new Error('not part of this test');
}
