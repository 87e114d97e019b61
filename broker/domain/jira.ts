import type { AccountId, EpochMs } from './brands.ts';

/** What the broker reads of Jira, cut to what it uses. Ids are Jira's own texts. */
export interface Desk {
  readonly id: string;
  readonly projectId: string;
  readonly projectKey: string;
  readonly name: string;
}

export interface RequestTypeGroup {
  readonly id: string;
  readonly name: string;
}

export interface RequestType {
  readonly id: string;
  readonly deskId: string;
  readonly name: string;
  readonly description: string;
  readonly helpText: string;
  readonly groupIds: readonly string[];
  /** Address of its picture, to be proxied, or null. */
  readonly iconUrl: string | null;
}

export interface FieldChoice {
  readonly value: string;
  readonly label: string;
  readonly children: readonly FieldChoice[];
}

export interface RequestField {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly visible: boolean;
  /** jiraSchema: type, system or custom name, items. */
  readonly schema: { readonly type: string; readonly items: string | null; readonly system: string | null; readonly custom: string | null };
  readonly choices: readonly FieldChoice[];
  readonly defaults: readonly string[];
}

export interface JiraPerson {
  readonly accountId: AccountId;
  readonly displayName: string;
}

/** A customer request with what deciding about it needs. E-mail addresses are dropped at the edge. */
export interface JiraRequest {
  readonly id: string;
  readonly key: string;
  readonly deskId: string;
  readonly requestTypeId: string;
  readonly requestTypeName: string;
  readonly summary: string;
  readonly reporter: JiraPerson;
  readonly createdAt: EpochMs;
  readonly status: { readonly name: string; readonly category: 'undefined' | 'new' | 'indeterminate' | 'done'; readonly at: EpochMs };
  readonly fields: readonly { readonly id: string; readonly label: string; readonly value: unknown }[];
}

export interface JiraComment {
  readonly id: string;
  readonly public: boolean;
  readonly author: JiraPerson;
  readonly body: string;
  readonly createdAt: EpochMs;
}

/** The platform's view of a comment: both views must call it public before a customer sees it (R6). */
export interface PlatformComment {
  readonly id: string;
  /** Null: the flag is missing, which means hidden. */
  readonly jsdPublic: boolean | null;
  readonly restricted: boolean;
}

/** The platform's view of the issue behind a request, for R4. */
export interface IssueFacts {
  readonly id: string;
  readonly key: string;
  readonly projectId: string;
  readonly hasSecurityLevel: boolean;
  readonly organizationIds: readonly string[];
}

export interface Organization {
  readonly id: string;
  readonly name: string;
}

export interface JiraUser {
  readonly accountId: AccountId;
  readonly accountType: 'atlassian' | 'customer' | 'app' | 'unknown';
  readonly displayName: string;
  readonly email: string | null;
  readonly active: boolean;
}

export interface NewRequest {
  readonly deskId: string;
  readonly requestTypeId: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly raiseOnBehalfOf: AccountId;
}
