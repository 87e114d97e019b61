import type { Desk, RequestField, RequestType } from '../model.ts';
import { mayRaise } from '../native-rules.ts';
import type { Call } from '../operations.ts';
import { canBrowse, isDeskAdministrator } from '../rights.ts';

export function serviceDeskDto(call: Call, desk: Desk) {
  return {
    id: desk.id,
    projectId: desk.projectId,
    projectName: desk.name,
    projectKey: desk.projectKey,
    projectTypeKey: 'service_desk',
    _links: { self: `${call.base}/rest/servicedeskapi/servicedesk/${desk.id}` },
  };
}

/** A request type; `expand=field` adds the form. */
export function requestTypeDto(call: Call, desk: Desk, type: RequestType, expand: ReadonlySet<string>) {
  const icons = (['16x16', '24x24', '32x32', '48x48'] as const).map((size) => [size, iconUrl(call, type, size)]);
  return {
    _expands: ['field'],
    id: type.id,
    name: type.name,
    description: type.description,
    helpText: type.helpText,
    issueTypeId: type.issueTypeId,
    serviceDeskId: desk.id,
    portalId: desk.id,
    groupIds: type.groupIds,
    icon: { id: type.iconId, _links: { iconUrls: Object.fromEntries(icons) as Record<string, string> } },
    canCreateRequest: call.caller.kind === 'user' && mayRaise(call.site, desk, type, call.caller.user.accountId),
    restrictionStatus: type.restrictedTo ? 'RESTRICTED' : 'OPEN',
    ...(expand.has('field') ? { fields: createMeta(call, desk, type) } : {}),
    _links: { self: `${call.base}/rest/servicedeskapi/servicedesk/${desk.id}/requesttype/${type.id}` },
  };
}

/** The form. Hidden fields are for administrators of the desk alone; only agents may raise for others. */
export function createMeta(call: Call, desk: Desk, type: RequestType) {
  const user = call.caller.kind === 'user' ? call.caller.user : null;
  const staff = user !== null && canBrowse(desk, user.accountId);
  const seesHidden = user !== null && isDeskAdministrator(desk, user);
  return {
    requestTypeFields: type.fields.filter((field) => field.visible || seesHidden).map(fieldDto),
    canRaiseOnBehalfOf: staff,
    canAddRequestParticipants: staff || (user !== null && desk.customersMayShare),
  };
}

function fieldDto(field: RequestField) {
  const option = (id: string) => {
    const found = field.options.find((candidate) => candidate.id === id);
    return { value: id, label: found?.label ?? id, children: [] };
  };
  return {
    fieldId: field.fieldId,
    name: field.name,
    description: field.description,
    required: field.required,
    defaultValues: field.defaults.map(option),
    validValues: field.options.map((candidate) => ({ value: candidate.id, label: candidate.label, children: [] })),
    presetValues: field.preset,
    jiraSchema: fieldSchema(field),
    visible: field.visible,
  };
}

const customTypes = {
  text: { type: 'string', custom: 'com.atlassian.jira.plugin.system.customfieldtypes:textfield' },
  paragraph: { type: 'string', custom: 'com.atlassian.jira.plugin.system.customfieldtypes:textarea' },
  select: { type: 'option', custom: 'com.atlassian.jira.plugin.system.customfieldtypes:select' },
  'multi-select': { type: 'array', items: 'option', custom: 'com.atlassian.jira.plugin.system.customfieldtypes:multiselect' },
  date: { type: 'date', custom: 'com.atlassian.jira.plugin.system.customfieldtypes:datepicker' },
  number: { type: 'number', custom: 'com.atlassian.jira.plugin.system.customfieldtypes:float' },
} as const;

/** Jira's schema of a field, the thing a client decides by. */
export function fieldSchema(field: RequestField): { type: string; system?: string; items?: string; custom?: string; customId?: number } {
  if (field.kind === 'summary' || field.kind === 'description') return { type: 'string', system: field.kind };
  const customId = Number(/^customfield_(\d+)$/.exec(field.fieldId)?.[1]);
  if (!Number.isInteger(customId)) return { ...customTypes[field.kind], system: field.fieldId };
  return { ...customTypes[field.kind], customId };
}

function iconUrl(call: Call, type: RequestType, size: string): string {
  return `${call.siteUrl}/rest/api/2/universal_avatar/view/type/SD_REQTYPE/avatar/${type.iconId}?size=${size.split('x')[0]}`;
}
