/**
 * Written by generate-types.mjs; do not edit. Sources, both published by Atlassian:
 *   Service Management Public REST API, 1001.0.0-SNAPSHOT-350e7d5a3ea46c7b7dd875b9439a1b0467131186
 *   The Jira Cloud platform REST API, 1001.0.0-SNAPSHOT-350e7d5a3ea46c7b7dd875b9439a1b0467131186
 */

/** The calls the client makes. */
export const calls = {
  listDesks: { method: 'GET', path: '/rest/servicedeskapi/servicedesk', experimental: false },
  getDesk: { method: 'GET', path: '/rest/servicedeskapi/servicedesk/{serviceDeskId}', experimental: false },
  listRequestTypeGroups: { method: 'GET', path: '/rest/servicedeskapi/servicedesk/{serviceDeskId}/requesttypegroup', experimental: false },
  listRequestTypes: { method: 'GET', path: '/rest/servicedeskapi/servicedesk/{serviceDeskId}/requesttype', experimental: false },
  getRequestFields: {
    method: 'GET',
    path: '/rest/servicedeskapi/servicedesk/{serviceDeskId}/requesttype/{requestTypeId}/field',
    experimental: false,
  },
  checkRequestTypes: {
    method: 'POST',
    path: '/rest/servicedeskapi/servicedesk/{serviceDeskId}/requesttype/permissions/check',
    experimental: true,
  },
  listDeskOrganizations: { method: 'GET', path: '/rest/servicedeskapi/servicedesk/{serviceDeskId}/organization', experimental: false },
  listDeskCustomers: { method: 'GET', path: '/rest/servicedeskapi/servicedesk/{serviceDeskId}/customer', experimental: true },
  listOrganizations: { method: 'GET', path: '/rest/servicedeskapi/organization', experimental: false },
  getRequest: { method: 'GET', path: '/rest/servicedeskapi/request/{issueIdOrKey}', experimental: false },
  listParticipants: { method: 'GET', path: '/rest/servicedeskapi/request/{issueIdOrKey}/participant', experimental: false },
  listApprovals: { method: 'GET', path: '/rest/servicedeskapi/request/{issueIdOrKey}/approval', experimental: false },
  listStatuses: { method: 'GET', path: '/rest/servicedeskapi/request/{issueIdOrKey}/status', experimental: false },
  listComments: { method: 'GET', path: '/rest/servicedeskapi/request/{issueIdOrKey}/comment', experimental: false },
  addComment: { method: 'POST', path: '/rest/servicedeskapi/request/{issueIdOrKey}/comment', experimental: false },
  createRequest: { method: 'POST', path: '/rest/servicedeskapi/request', experimental: false },
  createCustomer: { method: 'POST', path: '/rest/servicedeskapi/customer', experimental: false },
  getIssue: { method: 'GET', path: '/rest/api/3/issue/{issueIdOrKey}', experimental: false },
  listIssueComments: { method: 'GET', path: '/rest/api/3/issue/{issueIdOrKey}/comment', experimental: false },
  checkPermissions: { method: 'POST', path: '/rest/api/3/permissions/check', experimental: false },
  searchIssues: { method: 'POST', path: '/rest/api/3/search/jql', experimental: false },
  listFields: { method: 'GET', path: '/rest/api/3/field', experimental: false },
  getUser: { method: 'GET', path: '/rest/api/3/user', experimental: false },
  searchUsers: { method: 'GET', path: '/rest/api/3/user/search', experimental: false },
  getMyself: { method: 'GET', path: '/rest/api/3/myself', experimental: false },
  getMyPermissions: { method: 'GET', path: '/rest/api/3/mypermissions', experimental: false },
} as const;

export interface PagedDTOServiceDeskDTO {
  readonly isLastPage?: boolean;
  readonly start?: number;
  readonly size?: number;
  readonly values?: readonly ServiceDeskDTO[];
}

export interface ServiceDeskDTO {
  readonly id?: string;
  readonly projectId?: string;
  readonly projectKey?: string;
  readonly projectName?: string;
}

export interface RequestTypeGroupDTO {
  readonly id?: string;
  readonly name?: string;
}

export interface RequestTypeDTO {
  readonly id?: string;
  readonly serviceDeskId?: string;
  readonly name?: string;
  readonly description?: string;
  readonly helpText?: string;
  readonly groupIds?: readonly string[];
  readonly icon?: RequestTypeIconDTO;
}

export interface RequestTypeIconDTO {
  readonly _links?: RequestTypeIconLinkDTO;
}

export interface RequestTypeIconLinkDTO {
  readonly iconUrls?: Readonly<Record<string, string>>;
}

export interface CustomerRequestCreateMetaDTO {
  readonly requestTypeFields?: readonly RequestTypeFieldDTO[];
}

export interface RequestTypeFieldDTO {
  readonly fieldId?: string;
  readonly name?: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly visible?: boolean;
  readonly jiraSchema?: JsonTypeBean;
  readonly validValues?: readonly RequestTypeFieldValueDTO[];
  readonly defaultValues?: readonly RequestTypeFieldValueDTO[];
}

export interface JsonTypeBean {
  readonly type: string;
  readonly items?: string;
  readonly system?: string;
  readonly custom?: string;
}

export interface RequestTypeFieldValueDTO {
  readonly value?: string;
  readonly label?: string;
  readonly children?: readonly RequestTypeFieldValueDTO[];
}

export interface RequestTypePermissionCheckRequestDTO {
  readonly accountId?: string;
  readonly permissions?: readonly ('canCreateRequest' | 'canAdminister')[];
  readonly requestTypeIds?: readonly number[];
}

export interface RequestTypePermissionCheckResponse {
  readonly canCreateRequest?: readonly number[];
}

export interface OrganizationDTO {
  readonly id?: string;
  readonly name?: string;
}

export interface CustomerRequestDTO {
  readonly issueId?: string;
  readonly issueKey?: string;
  readonly requestTypeId?: string;
  readonly requestType?: RequestTypeDTO;
  readonly serviceDeskId?: string;
  readonly summary?: string;
  readonly createdDate?: DateDTO;
  readonly reporter?: UserDTO;
  readonly requestFieldValues?: readonly CustomerRequestFieldValueDTO[];
  readonly currentStatus?: CustomerRequestStatusDTO;
}

export interface CustomerRequestStatusDTO {
  readonly status?: string;
  readonly statusCategory?: 'UNDEFINED' | 'NEW' | 'INDETERMINATE' | 'DONE';
  readonly statusDate?: DateDTO;
}

export interface CustomerRequestFieldValueDTO {
  readonly fieldId?: string;
  readonly label?: string;
  readonly value?: unknown;
}

export interface UserDTO {
  readonly accountId?: string;
  readonly displayName?: string;
  readonly emailAddress?: string;
  readonly active?: boolean;
}

export interface DateDTO {
  readonly epochMillis?: number;
}

export interface ApprovalDTO {
  readonly approvers?: readonly ApproverDTO[];
}

export interface ApproverDTO {
  readonly approver?: UserDTO;
}

export interface CommentDTO {
  readonly id?: string;
  readonly body?: string;
  readonly author?: UserDTO;
  readonly created?: DateDTO;
  readonly public?: boolean;
}

export interface CommentCreateDTO {
  readonly body?: string;
  readonly public?: boolean;
}

export interface RequestCreateDTO {
  readonly serviceDeskId?: string;
  readonly requestTypeId?: string;
  readonly requestFieldValues?: Readonly<Record<string, unknown>>;
  readonly raiseOnBehalfOf?: string;
}

export interface CustomerCreateDTO {
  readonly email?: string;
  readonly displayName?: string;
}

export interface ErrorResponse {
  readonly errorMessage?: string;
}

export interface IssueBean {
  readonly id?: string;
  readonly key?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface PageOfComments {
  readonly comments?: readonly Comment[];
  readonly startAt?: number;
  readonly total?: number;
}

export interface Comment {
  readonly id?: string;
  readonly jsdPublic?: boolean;
  readonly visibility?: unknown;
}

export interface BulkPermissionsRequestBean {
  readonly accountId?: string;
  readonly globalPermissions?: readonly string[];
  readonly projectPermissions?: readonly BulkProjectPermissions[];
}

export interface BulkProjectPermissions {
  readonly permissions: readonly string[];
  readonly issues?: readonly number[];
  readonly projects?: readonly number[];
}

export interface BulkPermissionGrants {
  readonly globalPermissions: readonly string[];
  readonly projectPermissions: readonly BulkProjectPermissionGrants[];
}

export interface BulkProjectPermissionGrants {
  readonly permission: string;
  readonly issues: readonly number[];
  readonly projects: readonly number[];
}

export interface SearchAndReconcileRequestBean {
  readonly jql?: string;
  readonly fields?: readonly string[];
  readonly maxResults?: number;
  readonly nextPageToken?: string;
  readonly reconcileIssues?: readonly number[];
}

export interface SearchAndReconcileResults {
  readonly issues?: readonly IssueBean[];
  readonly isLast?: boolean;
  readonly nextPageToken?: string;
}

export interface FieldDetails {
  readonly id?: string;
  readonly schema?: JsonTypeBean;
}

export interface User {
  readonly accountId?: string;
  readonly accountType?: 'atlassian' | 'app' | 'customer' | 'unknown';
  readonly displayName?: string;
  readonly emailAddress?: string;
  readonly active?: boolean;
  readonly applicationRoles?: SimpleListWrapperApplicationRole;
}

export interface SimpleListWrapperApplicationRole {
  readonly items?: readonly unknown[];
  readonly size?: number;
}

export interface Permissions {
  readonly permissions?: Readonly<Record<string, UserPermission>>;
}

export interface UserPermission {
  readonly havePermission?: boolean;
}

export interface ErrorCollection {
  readonly errorMessages?: readonly string[];
  readonly errors?: Readonly<Record<string, string>>;
}
