import type { AccountId } from '../../domain/brands.ts';
import type { JiraRequest } from '../../domain/jira.ts';
import type { Jira } from '../../domain/ports/jira.ts';
import { date, id, list, object, text, textOrEmpty } from './answers.ts';
import { createRequest } from './create-request.ts';
import { orNull } from './not-found.ts';
import { allPages } from './pages.ts';
import { personOf, withoutAddresses } from './people.ts';
import type { Caller } from './transport.ts';
import type {
  ApprovalDTO,
  ApproverDTO,
  CustomerRequestDTO,
  CustomerRequestFieldValueDTO,
  CustomerRequestStatusDTO,
  RequestTypeDTO,
} from './types.generated.ts';

type RequestCalls = Pick<Jira, 'findRequest' | 'participants' | 'approvers' | 'statusHistory' | 'createRequest'>;

export function requestCalls(call: Caller): RequestCalls {
  return {
    findRequest: (issueIdOrKey) =>
      orNull(() => call('getRequest', { at: { issueIdOrKey }, query: { expand: 'requestType' } }).then(requestOf)),

    async participants(issueIdOrKey) {
      const values = await allPages(call, 'listParticipants', { at: { issueIdOrKey } });
      return values.map((value) => personOf(value, 'participant'));
    },

    async approvers(issueIdOrKey) {
      const values = await allPages(call, 'listApprovals', { at: { issueIdOrKey } });
      return [...new Set(values.flatMap(approversOf))];
    },

    async statusHistory(issueIdOrKey) {
      return (await allPages(call, 'listStatuses', { at: { issueIdOrKey } })).map((value) => {
        const status = object<CustomerRequestStatusDTO>(value, 'status');
        return { name: text(status.status, 'status/status'), at: date(status.statusDate, 'status/statusDate') };
      });
    },

    createRequest: (request) => createRequest(call, request),
  };
}

function approversOf(value: unknown): AccountId[] {
  const approvers = list(object<ApprovalDTO>(value, 'approval').approvers, 'approval/approvers');
  return approvers.map((entry) => personOf(object<ApproverDTO>(entry, 'approver').approver, 'approver').accountId);
}

function requestOf(value: unknown): JiraRequest {
  const request = object<CustomerRequestDTO>(value, 'request');
  const status = object<CustomerRequestStatusDTO>(request.currentStatus, 'request/currentStatus');
  return {
    id: id(request.issueId, 'request/issueId'),
    key: text(request.issueKey, 'request/issueKey'),
    deskId: id(request.serviceDeskId, 'request/serviceDeskId'),
    requestTypeId: id(request.requestTypeId, 'request/requestTypeId'),
    requestTypeName: text(object<RequestTypeDTO>(request.requestType, 'request/requestType').name, 'request/requestType/name'),
    summary: textOrEmpty(request.summary, 'request/summary'),
    reporter: personOf(request.reporter, 'request/reporter'),
    createdAt: date(request.createdDate, 'request/createdDate'),
    status: {
      name: text(status.status, 'request/currentStatus/status'),
      category: categoryOf(status.statusCategory),
      at: date(status.statusDate, 'request/currentStatus/statusDate'),
    },
    fields: list(request.requestFieldValues, 'request/requestFieldValues').map(fieldValueOf),
  };
}

function fieldValueOf(value: unknown): JiraRequest['fields'][number] {
  const field = object<CustomerRequestFieldValueDTO>(value, 'fieldValue');
  return {
    id: text(field.fieldId, 'fieldValue/fieldId'),
    label: textOrEmpty(field.label, 'fieldValue/label'),
    value: withoutAddresses(field.value ?? null),
  };
}

/** A category that this version does not know is one of Jira's own "undefined" ones. */
function categoryOf(value: unknown): JiraRequest['status']['category'] {
  switch (value) {
    case 'NEW':
      return 'new';
    case 'INDETERMINATE':
      return 'indeterminate';
    case 'DONE':
      return 'done';
    default:
      return 'undefined';
  }
}
