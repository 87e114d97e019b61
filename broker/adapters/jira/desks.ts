import type { AccountId } from '../../domain/brands.ts';
import type { Desk, FieldChoice, RequestField, RequestType, RequestTypeGroup } from '../../domain/jira.ts';
import type { Jira } from '../../domain/ports/jira.ts';
import { checkedAccountId, numberOfId } from './addresses.ts';
import { flag, id, list, object, text, textOrEmpty, textOrNull, wholeNumber } from './answers.ts';
import { orNull } from './not-found.ts';
import { allPages } from './pages.ts';
import type { Caller } from './transport.ts';
import type {
  CustomerRequestCreateMetaDTO,
  JsonTypeBean,
  RequestTypeDTO,
  RequestTypeFieldDTO,
  RequestTypeFieldValueDTO,
  RequestTypeGroupDTO,
  RequestTypeIconDTO,
  RequestTypeIconLinkDTO,
  RequestTypePermissionCheckRequestDTO,
  RequestTypePermissionCheckResponse,
  ServiceDeskDTO,
} from './types.generated.ts';

type DeskCalls = Pick<Jira, 'desks' | 'findDesk' | 'requestTypeGroups' | 'requestTypes' | 'requestFields' | 'creatableRequestTypes'>;

/** At most this many request types in one permission check (OpenAPI). */
const checkedAtOnce = 50;

export function deskCalls(call: Caller): DeskCalls {
  return {
    async desks() {
      return (await allPages(call, 'listDesks')).map(deskOf);
    },

    findDesk: (deskId) => orNull(() => call('getDesk', { at: { serviceDeskId: deskId } }).then(deskOf)),

    async requestTypeGroups(deskId) {
      return (await allPages(call, 'listRequestTypeGroups', { at: { serviceDeskId: deskId } })).map(groupOf);
    },

    async requestTypes(deskId) {
      return (await allPages(call, 'listRequestTypes', { at: { serviceDeskId: deskId } })).map(requestTypeOf);
    },

    async requestFields(deskId, requestTypeId) {
      const answer = await call('getRequestFields', { at: { serviceDeskId: deskId, requestTypeId } });
      const meta = object<CustomerRequestCreateMetaDTO>(answer, 'getRequestFields');
      return list(meta.requestTypeFields, 'getRequestFields/requestTypeFields').map(fieldOf);
    },

    async creatableRequestTypes(deskId, accountId, requestTypeIds) {
      const allowed = new Set<string>();
      for (let from = 0; from < requestTypeIds.length; from += checkedAtOnce) {
        for (const type of await creatable(call, deskId, accountId, requestTypeIds.slice(from, from + checkedAtOnce))) allowed.add(type);
      }
      return allowed;
    },
  };
}

/** Only ids that were asked about count, whatever else the answer may hold. */
async function creatable(call: Caller, deskId: string, accountId: AccountId, requestTypeIds: readonly string[]): Promise<string[]> {
  const body: RequestTypePermissionCheckRequestDTO = {
    accountId: checkedAccountId(accountId),
    permissions: ['canCreateRequest'],
    requestTypeIds: requestTypeIds.map(numberOfId),
  };
  const answer = await call('checkRequestTypes', { at: { serviceDeskId: deskId }, body });
  const { canCreateRequest } = object<RequestTypePermissionCheckResponse>(answer, 'checkRequestTypes');
  const granted = list(canCreateRequest, 'checkRequestTypes/canCreateRequest').map((value) =>
    String(wholeNumber(value, 'checkRequestTypes')),
  );
  return requestTypeIds.filter((asked) => granted.includes(asked));
}

function deskOf(value: unknown): Desk {
  const desk = object<ServiceDeskDTO>(value, 'desk');
  return {
    id: id(desk.id, 'desk/id'),
    projectId: id(desk.projectId, 'desk/projectId'),
    projectKey: text(desk.projectKey, 'desk/projectKey'),
    name: text(desk.projectName, 'desk/projectName'),
  };
}

function groupOf(value: unknown): RequestTypeGroup {
  const group = object<RequestTypeGroupDTO>(value, 'group');
  return { id: id(group.id, 'group/id'), name: text(group.name, 'group/name') };
}

function requestTypeOf(value: unknown): RequestType {
  const type = object<RequestTypeDTO>(value, 'requestType');
  return {
    id: id(type.id, 'requestType/id'),
    deskId: id(type.serviceDeskId, 'requestType/serviceDeskId'),
    name: text(type.name, 'requestType/name'),
    description: textOrEmpty(type.description, 'requestType/description'),
    helpText: textOrEmpty(type.helpText, 'requestType/helpText'),
    groupIds: list(type.groupIds ?? [], 'requestType/groupIds').map((group) => id(group, 'requestType/groupIds')),
    iconUrl: iconUrlOf(type.icon),
  };
}

/** The largest picture; a type without one is no fault. */
function iconUrlOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const links = object<RequestTypeIconDTO>(value, 'requestType/icon')._links;
  const urls = object<RequestTypeIconLinkDTO>(links ?? {}, 'requestType/icon').iconUrls;
  const bySize = object<Record<'48x48' | '32x32', string>>(urls ?? {}, 'requestType/icon');
  return textOrNull(bySize['48x48'] ?? bySize['32x32'], 'requestType/icon');
}

function fieldOf(value: unknown): RequestField {
  const field = object<RequestTypeFieldDTO>(value, 'field');
  const schema = object<JsonTypeBean>(field.jiraSchema, 'field/jiraSchema');
  return {
    id: text(field.fieldId, 'field/fieldId'),
    name: text(field.name, 'field/name'),
    description: textOrEmpty(field.description, 'field/description'),
    required: flag(field.required, 'field/required'),
    // Without the flag nobody knows, and a hidden field must not be shown.
    visible: field.visible === true,
    schema: {
      type: text(schema.type, 'field/jiraSchema/type'),
      items: textOrNull(schema.items, 'field/jiraSchema/items'),
      system: textOrNull(schema.system, 'field/jiraSchema/system'),
      custom: textOrNull(schema.custom, 'field/jiraSchema/custom'),
    },
    choices: list(field.validValues ?? [], 'field/validValues').map((choice) => choiceOf(choice)),
    defaults: list(field.defaultValues ?? [], 'field/defaultValues').map((choice) => choiceOf(choice).value),
  };
}

/** Cascading choices are two levels deep; what claims to be deeper than a few is not followed. */
function choiceOf(value: unknown, depth = 0): FieldChoice {
  const choice = object<RequestTypeFieldValueDTO>(value, 'choice');
  return {
    value: text(choice.value, 'choice/value'),
    label: textOrEmpty(choice.label, 'choice/label'),
    children: depth > 4 ? [] : list(choice.children ?? [], 'choice/children').map((child) => choiceOf(child, depth + 1)),
  };
}
