/**
 * The state of simulated Atlassian sites. Plain data: rules about who may see what live in `rights.ts` (staff)
 * and `native-rules.ts` (customers), shapes of answers in `shapes/`.
 */

export type AccountId = string;
export type GlobalRight = 'ADMINISTER' | 'USER_PICKER' | 'SITE_ADMIN';

export interface User {
  accountId: AccountId;
  accountType: 'atlassian' | 'customer' | 'app';
  email: string;
  displayName: string;
  active: boolean;
  /** Atlassian's privacy setting: a hidden address is neither returned nor found. */
  emailHidden: boolean;
  timeZone: string;
  globalRights: Set<GlobalRight>;
}

/**
 * `classic`: an API token without scopes, for basic authentication. `scoped`: an API token with scopes, only behind
 * the gateway, basic or bearer. `bearer`: an app's system token or a service account's OAuth token, only behind the gateway.
 */
export interface ApiToken {
  secret: string;
  accountId: AccountId;
  kind: 'classic' | 'scoped' | 'bearer';
  scopes: string[];
  expiresAt: number;
  revoked: boolean;
}

export interface Organization {
  id: string;
  uuid: string;
  name: string;
  scimManaged: boolean;
  createdAt: number;
  members: Set<AccountId>;
  properties: Map<string, unknown>;
}

export type FieldKind = 'summary' | 'description' | 'text' | 'paragraph' | 'select' | 'multi-select' | 'date' | 'number';

interface FieldOption {
  id: string;
  label: string;
}

export interface RequestField {
  fieldId: string;
  kind: FieldKind;
  name: string;
  description: string;
  required: boolean;
  /** A hidden field is not shown in the portal; its preset is written into every request. */
  visible: boolean;
  options: FieldOption[];
  preset: string[];
  defaults: string[];
}

export interface RequestTypeGroup {
  id: string;
  name: string;
}

export interface RequestType {
  id: string;
  name: string;
  description: string;
  helpText: string;
  issueTypeId: string;
  iconId: string;
  /** Without a group a request type does not appear in the portal. */
  groupIds: string[];
  fields: RequestField[];
  /** `null` is open; otherwise only these people and members of these organizations may use it. */
  restrictedTo: { accountIds: Set<AccountId>; organizationIds: Set<string> } | null;
}

type StatusCategory = 'NEW' | 'INDETERMINATE' | 'DONE';

export interface WorkflowStatus {
  id: string;
  name: string;
  /** The words the customer reads in the portal. */
  customerName: string;
  category: StatusCategory;
}

export interface WorkflowTransition {
  id: string;
  name: string;
  from: string[];
  to: string;
  /** Offered to customers in the portal. */
  portal: boolean;
}

export interface Workflow {
  statuses: WorkflowStatus[];
  transitions: WorkflowTransition[];
  initial: string;
}

export interface SecurityLevel {
  id: string;
  name: string;
  accountIds: Set<AccountId>;
  /** The level also admits whoever reported the request. */
  reporter: boolean;
}

export interface Desk {
  id: string;
  projectId: string;
  projectKey: string;
  name: string;
  access: 'open' | 'restricted';
  /** An open desk may also show its request types to visitors who are not signed in. */
  anonymousBrowsing: boolean;
  /** May customers share a request with somebody else? */
  customersMayShare: boolean;
  agents: Set<AccountId>;
  administrators: Set<AccountId>;
  /** Users with Browse Projects who are neither agents nor customers, for example colleagues in a read-only role. */
  browsers: Set<AccountId>;
  customers: Set<AccountId>;
  organizationIds: Set<string>;
  groups: RequestTypeGroup[];
  requestTypes: RequestType[];
  workflow: Workflow;
  securityLevels: SecurityLevel[];
  lastIssueNumber: number;
}

export interface Comment {
  id: string;
  author: AccountId;
  body: string;
  public: boolean;
  /** A comment limited to a project role or group; never for customers, whatever `public` says. */
  visibility: { type: 'role' | 'group'; value: string } | null;
  createdAt: number;
  properties: Map<string, unknown>;
}

type Decision = 'approved' | 'declined' | 'pending';

export interface Approval {
  id: string;
  name: string;
  approvers: { accountId: AccountId; decision: Decision }[];
  /** How many approvers must agree. */
  needed: number;
  finalDecision: Decision;
  createdAt: number;
  completedAt: number | null;
}

export interface ChosenOption {
  id: string;
  value: string;
}

/** A stored value: text (dates too), a number, one option or several. */
export type FieldValue = string | number | ChosenOption | ChosenOption[];

export interface Issue {
  id: string;
  key: string;
  /** Keys it had in other projects before it was moved; they go on leading to it. */
  formerKeys: string[];
  deskId: string;
  /** `null`: an issue of the project that never was a customer request, invisible in the portal. */
  requestTypeId: string | null;
  reporter: AccountId;
  creator: AccountId;
  participants: AccountId[];
  organizationIds: string[];
  fieldValues: Map<string, FieldValue>;
  securityLevelId: string | null;
  /** Oldest first. */
  statusHistory: { statusId: string; at: number }[];
  comments: Comment[];
  approvals: Approval[];
  properties: Map<string, unknown>;
  createdAt: number;
  updatedAt: number;
}

/** Numeric ids of the custom fields JSM adds to a site; they differ from site to site. */
interface SystemFieldIds {
  requestType: number;
  participants: number;
  organizations: number;
  approvals: number;
}

export interface Site {
  /** Short name: `acme` stands for https://acme.atlassian.net. */
  name: string;
  title: string;
  cloudId: string;
  /** Host name without port on which the site answers. */
  host: string;
  users: Map<AccountId, User>;
  tokens: ApiToken[];
  organizations: Map<string, Organization>;
  desks: Map<string, Desk>;
  issues: Map<string, Issue>;
  systemFields: SystemFieldIds;
  settings: SiteSettings;
  /** States of each issue that the search index may still show while it lags behind; the newest is last. */
  searchHistory: Map<string, { at: number; state: Issue }[]>;
  lastId: number;
}

interface SiteSettings {
  /** Atlassian's "organization management" switch: only Jira administrators may create, change and fill organizations. */
  organizationsByAdministratorsOnly: boolean;
  /** Largest page the server gives, whatever the caller asks for. */
  pageCap: number;
  searchLagMs: number;
  /**
   * What POST /permissions/check says of Browse Projects for customers, which is to be confirmed on a real site:
   * `requests` the requests that the portal shows them, `desk` every issue of a desk they may enter, `nothing` none.
   */
  customersBrowse: 'requests' | 'desk' | 'nothing';
  maxUploadBytes: number;
}
