import { deskOf } from '../lookup.ts';
import type { Desk, FieldKind, FieldValue, Issue } from '../model.ts';
import type { Call } from '../operations.ts';
import { statusOf } from '../workflow.ts';
import { jiraTime } from './dates.ts';
import { fieldSchema, requestTypeDto } from './desks.ts';
import { approvalDto, statusDto } from './requests.ts';
import { adf } from './text.ts';
import { platformUser, userOrGhost } from './users.ts';

/** One issue as the platform shows it, with the fields asked for (`*all`, `*navigable`, names, `-name`). */
export function issueBean(call: Call, issue: Issue, asked: readonly string[]) {
  if (asked.length === 1 && asked[0] === 'id') return { id: issue.id };
  const all = issueFields(call, issue);
  const excluded = new Set(asked.filter((name) => name.startsWith('-')).map((name) => name.slice(1)));
  const everything = asked.includes('*all') || asked.includes('*navigable') || excluded.size === asked.length;
  const kept = Object.entries(all).filter(([name]) => (everything || asked.includes(name)) && !excluded.has(name));
  return {
    expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
    id: issue.id,
    self: `${call.base}/rest/api/3/issue/${issue.id}`,
    key: issue.key,
    fields: Object.fromEntries(kept),
  };
}

const categoryKeys = {
  NEW: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' },
  INDETERMINATE: { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' },
  DONE: { id: 3, key: 'done', colorName: 'green', name: 'Done' },
} as const;

function issueFields(call: Call, issue: Issue): Record<string, unknown> {
  const { site } = call;
  const desk = deskOf(site, issue);
  const status = statusOf(desk, issue);
  const type = desk.requestTypes.find((candidate) => candidate.id === issue.requestTypeId);
  const category = categoryKeys[status.category];
  const level = desk.securityLevels.find((candidate) => candidate.id === issue.securityLevelId);
  const custom = [...issue.fieldValues].map(([fieldId, value]) => [fieldId, platformValue(kindOf(desk, fieldId), value)]);
  const { requestType, participants, organizations, approvals } = site.systemFields;
  return {
    ...Object.fromEntries(custom),
    project: { self: `${call.base}/rest/api/3/project/${desk.projectId}`, id: desk.projectId, key: desk.projectKey, name: desk.name },
    issuetype: { self: `${call.base}/rest/api/3/issuetype/10020`, id: '10020', name: 'Service Request', subtask: false },
    status: {
      self: `${call.base}/rest/api/3/status/${status.id}`,
      id: status.id,
      name: status.name,
      statusCategory: { self: `${call.base}/rest/api/3/statuscategory/${category.id}`, ...category },
    },
    reporter: platformUser(call, userOrGhost(call, issue.reporter)),
    creator: platformUser(call, userOrGhost(call, issue.creator)),
    created: jiraTime(issue.createdAt),
    updated: jiraTime(issue.updatedAt),
    security: level ? { self: `${call.base}/rest/api/3/securitylevel/${level.id}`, id: level.id, name: level.name } : null,
    [`customfield_${requestType}`]: type
      ? { requestType: requestTypeDto(call, desk, type, new Set()), currentStatus: statusDto(desk, issue, issue.statusHistory.length - 1) }
      : null,
    [`customfield_${participants}`]: issue.participants.map((accountId) => platformUser(call, userOrGhost(call, accountId))),
    [`customfield_${organizations}`]: issue.organizationIds.map((id) => ({ id, name: site.organizations.get(id)?.name ?? '' })),
    [`customfield_${approvals}`]: issue.approvals.map((approval) => approvalDto(call, issue, approval)),
  };
}

function kindOf(desk: Desk, fieldId: string): FieldKind {
  const field = desk.requestTypes.flatMap((type) => type.fields).find((candidate) => candidate.fieldId === fieldId);
  return field?.kind ?? (fieldId === 'description' ? 'description' : 'text');
}

function platformValue(kind: FieldKind, value: FieldValue): unknown {
  return (kind === 'description' || kind === 'paragraph') && typeof value === 'string' ? adf(value) : value;
}

const systemFields = [
  ['summary', 'Summary', 'string'],
  ['description', 'Description', 'string'],
  ['status', 'Status', 'status'],
  ['reporter', 'Reporter', 'user'],
  ['creator', 'Creator', 'user'],
  ['created', 'Created', 'datetime'],
  ['updated', 'Updated', 'datetime'],
  ['project', 'Project', 'project'],
  ['issuetype', 'Issue Type', 'issuetype'],
  ['security', 'Security Level', 'securitylevel'],
] as const;

/** GET /field: system fields, those of the request forms, and the four that JSM brings along. */
export function fieldDetails(call: Call) {
  const { requestType, participants, organizations, approvals } = call.site.systemFields;
  const forms = [...call.site.desks.values()].flatMap((desk) => desk.requestTypes.flatMap((type) => type.fields));
  const custom = new Map(forms.filter((field) => field.fieldId.startsWith('customfield_')).map((field) => [field.fieldId, field]));
  return [
    ...systemFields.map(([id, name, type]) => ({
      id,
      key: id,
      name,
      custom: false,
      orderable: true,
      navigable: true,
      searchable: true,
      clauseNames: [id],
      schema: { type, system: id },
    })),
    ...[...custom.values()].map((field) => customDetails(field.fieldId, field.name, fieldSchema(field))),
    jsmField(requestType, 'Request Type', 'sd-customerrequesttype', 'com.atlassian.servicedesk:vp-origin'),
    jsmField(participants, 'Request participants', 'array', 'com.atlassian.servicedesk:sd-request-participants', 'user'),
    jsmField(organizations, 'Organizations', 'array', 'com.atlassian.servicedesk:sd-customer-organizations', 'sd-customerorganization'),
    jsmField(approvals, 'Approvals', 'sd-approvals', 'com.atlassian.servicedesk.approvals-plugin:sd-approvals'),
  ];
}

function jsmField(customId: number, name: string, type: string, custom: string, items?: string) {
  return customDetails(`customfield_${customId}`, name, { type, custom, customId, ...(items === undefined ? {} : { items }) });
}

function customDetails(id: string, name: string, schema: ReturnType<typeof fieldSchema>) {
  return {
    id,
    key: id,
    name,
    custom: true,
    orderable: true,
    navigable: true,
    searchable: true,
    clauseNames: [`cf[${id.slice('customfield_'.length)}]`, name],
    schema,
  };
}
