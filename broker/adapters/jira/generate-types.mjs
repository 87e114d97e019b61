/**
 * Writes `types.generated.ts` from Atlassian's OpenAPI documents. Run by hand when a call or a member is added:
 *
 *   node broker/adapters/jira/generate-types.mjs FOLDER
 *
 * FOLDER holds `jsm.openapi.json` (https://developer.atlassian.com/cloud/jira/service-desk/swagger.v3.json) and
 * `jira.openapi.json` (https://developer.atlassian.com/cloud/jira/platform/swagger-v3.v3.json). The documents belong to
 * Atlassian and are not part of this product; only the members that the client reads or sends are written. A name that
 * the documents do not know ends the run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const desk = '/rest/servicedeskapi/servicedesk/{serviceDeskId}';
const request = '/rest/servicedeskapi/request/{issueIdOrKey}';

/** Our name of each call, its document, method and path. Found by method and path: some operationIds occur twice. */
const calls = {
  listDesks: ['jsm', 'GET', '/rest/servicedeskapi/servicedesk'],
  getDesk: ['jsm', 'GET', desk],
  listRequestTypeGroups: ['jsm', 'GET', `${desk}/requesttypegroup`],
  listRequestTypes: ['jsm', 'GET', `${desk}/requesttype`],
  getRequestFields: ['jsm', 'GET', `${desk}/requesttype/{requestTypeId}/field`],
  checkRequestTypes: ['jsm', 'POST', `${desk}/requesttype/permissions/check`],
  listDeskOrganizations: ['jsm', 'GET', `${desk}/organization`],
  listDeskCustomers: ['jsm', 'GET', `${desk}/customer`],
  listOrganizations: ['jsm', 'GET', '/rest/servicedeskapi/organization'],
  getRequest: ['jsm', 'GET', request],
  listParticipants: ['jsm', 'GET', `${request}/participant`],
  listApprovals: ['jsm', 'GET', `${request}/approval`],
  listStatuses: ['jsm', 'GET', `${request}/status`],
  listComments: ['jsm', 'GET', `${request}/comment`],
  addComment: ['jsm', 'POST', `${request}/comment`],
  createRequest: ['jsm', 'POST', '/rest/servicedeskapi/request'],
  createCustomer: ['jsm', 'POST', '/rest/servicedeskapi/customer'],
  getIssue: ['jira', 'GET', '/rest/api/3/issue/{issueIdOrKey}'],
  listIssueComments: ['jira', 'GET', '/rest/api/3/issue/{issueIdOrKey}/comment'],
  checkPermissions: ['jira', 'POST', '/rest/api/3/permissions/check'],
  searchIssues: ['jira', 'POST', '/rest/api/3/search/jql'],
  listFields: ['jira', 'GET', '/rest/api/3/field'],
  getUser: ['jira', 'GET', '/rest/api/3/user'],
  searchUsers: ['jira', 'GET', '/rest/api/3/user/search'],
  getMyself: ['jira', 'GET', '/rest/api/3/myself'],
  getMyPermissions: ['jira', 'GET', '/rest/api/3/mypermissions'],
};

/** The schemas that answers and bodies are checked against while compiling, cut to these members. */
const schemas = {
  jsm: {
    PagedDTOServiceDeskDTO: ['isLastPage', 'start', 'size', 'values'],
    ServiceDeskDTO: ['id', 'projectId', 'projectKey', 'projectName'],
    RequestTypeGroupDTO: ['id', 'name'],
    RequestTypeDTO: ['id', 'serviceDeskId', 'name', 'description', 'helpText', 'groupIds', 'icon'],
    RequestTypeIconDTO: ['_links'],
    RequestTypeIconLinkDTO: ['iconUrls'],
    CustomerRequestCreateMetaDTO: ['requestTypeFields'],
    RequestTypeFieldDTO: ['fieldId', 'name', 'description', 'required', 'visible', 'jiraSchema', 'validValues', 'defaultValues'],
    JsonTypeBean: ['type', 'items', 'system', 'custom'],
    RequestTypeFieldValueDTO: ['value', 'label', 'children'],
    RequestTypePermissionCheckRequestDTO: ['accountId', 'permissions', 'requestTypeIds'],
    RequestTypePermissionCheckResponse: ['canCreateRequest'],
    OrganizationDTO: ['id', 'name'],
    CustomerRequestDTO: [
      'issueId',
      'issueKey',
      'requestTypeId',
      'requestType',
      'serviceDeskId',
      'summary',
      'createdDate',
      'reporter',
      'requestFieldValues',
      'currentStatus',
    ],
    CustomerRequestStatusDTO: ['status', 'statusCategory', 'statusDate'],
    CustomerRequestFieldValueDTO: ['fieldId', 'label', 'value'],
    UserDTO: ['accountId', 'displayName', 'emailAddress', 'active'],
    DateDTO: ['epochMillis'],
    ApprovalDTO: ['approvers'],
    ApproverDTO: ['approver'],
    CommentDTO: ['id', 'body', 'author', 'created', 'public'],
    CommentCreateDTO: ['body', 'public'],
    RequestCreateDTO: ['serviceDeskId', 'requestTypeId', 'requestFieldValues', 'raiseOnBehalfOf'],
    CustomerCreateDTO: ['email', 'displayName'],
    ErrorResponse: ['errorMessage'],
  },
  jira: {
    IssueBean: ['id', 'key', 'fields'],
    PageOfComments: ['comments', 'startAt', 'total'],
    Comment: ['id', 'jsdPublic', 'visibility'],
    BulkPermissionsRequestBean: ['accountId', 'globalPermissions', 'projectPermissions'],
    BulkProjectPermissions: ['permissions', 'issues', 'projects'],
    BulkPermissionGrants: ['globalPermissions', 'projectPermissions'],
    BulkProjectPermissionGrants: ['permission', 'issues', 'projects'],
    SearchAndReconcileRequestBean: ['jql', 'fields', 'maxResults', 'nextPageToken', 'reconcileIssues'],
    SearchAndReconcileResults: ['issues', 'isLast', 'nextPageToken'],
    FieldDetails: ['id', 'schema'],
    User: ['accountId', 'accountType', 'displayName', 'emailAddress', 'active', 'applicationRoles'],
    SimpleListWrapperApplicationRole: ['items', 'size'],
    Permissions: ['permissions'],
    UserPermission: ['havePermission'],
    ErrorCollection: ['errorMessages', 'errors'],
  },
};

/** Lines longer than this are broken, as the formatter does. */
const lineWidth = 140;

/** The whole file as text. `documents` are the two parsed documents by their short names. */
export function generateTypes(documents) {
  const known = (name) => Object.hasOwn(schemas.jsm, name) || Object.hasOwn(schemas.jira, name);

  function typeOf(schema) {
    const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
    if (reference) {
      const name = reference.split('/').at(-1);
      return known(name) ? name : 'unknown';
    }
    if (schema.enum) return schema.enum.map((value) => `'${value}'`).join(' | ');
    switch (schema.type) {
      case 'string':
        return 'string';
      case 'integer':
      case 'number':
        return 'number';
      case 'boolean':
        return 'boolean';
      case 'array': {
        const item = typeOf(schema.items);
        return item.includes('|') ? `readonly (${item})[]` : `readonly ${item}[]`;
      }
      case 'object':
        return `Readonly<Record<string, ${schema.additionalProperties ? typeOf(schema.additionalProperties) : 'unknown'}>>`;
      default:
        return 'unknown';
    }
  }

  function interfaceOf(from, name, members) {
    const schema = documents[from].components.schemas[name];
    if (!schema) throw new Error(`${from}: no schema ${name}`);
    const lines = members.map((member) => {
      const property = schema.properties[member];
      if (!property) throw new Error(`${from}: ${name} has no member ${member}`);
      const optional = schema.required?.includes(member) ? '' : '?';
      return `  readonly ${member}${optional}: ${typeOf(property)};`;
    });
    return [`export interface ${name} {`, ...lines, '}'].join('\n');
  }

  function callOf([name, [from, method, at]]) {
    const operation = documents[from].paths[at]?.[method.toLowerCase()];
    if (!operation) throw new Error(`${from}: no ${method} ${at}`);
    const parts = [`method: '${method}'`, `path: '${at}'`, `experimental: ${operation['x-experimental'] === true}`];
    const line = `  ${name}: { ${parts.join(', ')} },`;
    return line.length <= lineWidth ? line : [`  ${name}: {`, ...parts.map((part) => `    ${part},`), '  },'].join('\n');
  }

  const sources = Object.entries(documents).map(([, { info }]) => ` *   ${info.title}, ${info.version}`);
  const interfaces = Object.entries(schemas).flatMap(([from, wanted]) =>
    Object.entries(wanted).map(([name, members]) => interfaceOf(from, name, members)),
  );
  return `${[
    ['/**', ' * Written by generate-types.mjs; do not edit. Sources, both published by Atlassian:', ...sources, ' */'].join('\n'),
    ['/** The calls the client makes. */', 'export const calls = {', ...Object.entries(calls).map(callOf), '} as const;'].join('\n'),
    ...interfaces,
  ].join('\n\n')}\n`;
}

/** Reads both documents of a folder. */
export function readDocuments(folder) {
  const read = (name) => JSON.parse(readFileSync(path.join(folder, `${name}.openapi.json`), 'utf8'));
  return { jsm: read('jsm'), jira: read('jira') };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2];
  if (folder === undefined) throw new Error('usage: generate-types.mjs FOLDER');
  writeFileSync(new URL('./types.generated.ts', import.meta.url), generateTypes(readDocuments(folder)));
}
