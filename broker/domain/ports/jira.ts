import type { JiraTestResult } from '#contract/rpc/status';
import type { AccountId, TenantId } from '../brands.ts';
import type {
  Desk,
  IssueFacts,
  JiraComment,
  JiraPerson,
  JiraRequest,
  JiraUser,
  NewRequest,
  Organization,
  PlatformComment,
  RequestField,
  RequestType,
  RequestTypeGroup,
} from '../jira.ts';
import type { Secret } from '../secret.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * Jira as the tenant's admin credential sees it: everything. Nothing here knows about customers' rights; the portal
 * reaches it through PortalGuard only. Throws `jira_...` and `outbound_...`. `find...` gives null for 404.
 */
export interface Jira {
  desks(): Promise<readonly Desk[]>;
  findDesk(deskId: string): Promise<Desk | null>;
  requestTypeGroups(deskId: string): Promise<readonly RequestTypeGroup[]>;
  requestTypes(deskId: string): Promise<readonly RequestType[]>;
  requestFields(deskId: string, requestTypeId: string): Promise<readonly RequestField[]>;
  /** Which of these types may this account raise requests of? (experimental; batches of 50) */
  creatableRequestTypes(deskId: string, accountId: AccountId, requestTypeIds: readonly string[]): Promise<ReadonlySet<string>>;

  /** Organizations of a customer; all pages. */
  organizationsOf(accountId: AccountId): Promise<readonly Organization[]>;
  /** Organizations attached to a desk; all pages. */
  organizationsOfDesk(deskId: string): Promise<readonly Organization[]>;

  findRequest(issueIdOrKey: string): Promise<JiraRequest | null>;
  participants(issueIdOrKey: string): Promise<readonly JiraPerson[]>;
  /** Everybody who is or was asked to approve. */
  approvers(issueIdOrKey: string): Promise<readonly AccountId[]>;
  findIssueFacts(issueIdOrKey: string): Promise<IssueFacts | null>;
  /** Does the account have BROWSE_PROJECTS on the issue? */
  mayBrowse(accountId: AccountId, issueId: string): Promise<boolean>;
  statusHistory(issueIdOrKey: string): Promise<readonly { readonly name: string; readonly at: number }[]>;
  comments(issueIdOrKey: string): Promise<readonly JiraComment[]>;
  platformComments(issueIdOrKey: string): Promise<readonly PlatformComment[]>;
  /** Public, as the admin account. Never repeated by itself. */
  addComment(issueIdOrKey: string, body: string): Promise<JiraComment>;
  /** Never repeated by itself. */
  createRequest(request: NewRequest): Promise<{ readonly id: string; readonly key: string }>;
  /** Issue keys, newest first as the JQL orders; `reconcile` names issue ids just written. */
  search(input: {
    jql: string;
    nextPageToken: string | null;
    maxResults: number;
    reconcile: readonly string[];
  }): Promise<{ readonly keys: readonly string[]; readonly nextPageToken: string | null }>;
  /** Field ids by their custom type, for JQL (`cf[10010]`); missing types are absent. */
  customFieldIds(): Promise<ReadonlyMap<string, string>>;

  findUser(accountId: AccountId): Promise<JiraUser | null>;
  /** Every account whose e-mail is exactly this (case-insensitive), as far as Jira shows e-mails. */
  findUsersByEmail(email: string): Promise<readonly JiraUser[]>;
  /** The same among the customers of the site's desks: slower, for those whom the user search does not show. (experimental) */
  findDeskCustomersByEmail(email: string): Promise<readonly JiraUser[]>;
  /** Null when Jira says that the customer exists already. Never repeated by itself. */
  createCustomer(input: { email: string; displayName: string }): Promise<JiraUser | null>;
  /** ADMINISTER of one account, for the admin routes. */
  isAdministrator(accountId: AccountId): Promise<boolean>;
  /** Does this account work in Jira itself: licensed, agent or administrator of a served desk, or Jira administrator? */
  isStaff(accountId: AccountId): Promise<boolean>;
}

export interface JiraSource {
  /** Throws `jira_not_configured` when the snapshot has no usable credential. */
  of(snapshot: Snapshot): Jira;
  /** The app token that a scheduled or admin call brought; kept in memory only. Base is `app.apiBaseUrl` of the token. */
  rememberAppToken(tenant: TenantId, token: Secret, apiBaseUrl: string): void;
  /** Jira with the tenant's latest app token, for the administrator check; null when none is known or it is too old. */
  ofApp(tenant: TenantId): Jira | null;
  /** Tries a credential that may not be saved yet: what works, what is missing, what stops working without it. */
  test(credential: { siteUrl: string; email: string; token: Secret }): Promise<JiraTestResult>;
  /** The same for what is live. */
  testLive(snapshot: Snapshot): Promise<JiraTestResult>;
}
