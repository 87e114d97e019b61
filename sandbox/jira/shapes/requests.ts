import { summaryOf, textOf } from '../field-text.ts';
import type { Approval, Desk, Issue, RequestField } from '../model.ts';
import { isInvolved, isShownInPortal } from '../native-rules.ts';
import type { Call } from '../operations.ts';
import { isAgent } from '../rights.ts';
import { statusById, statusOf } from '../workflow.ts';
import { commentDto } from './comments.ts';
import { dateDto } from './dates.ts';
import { requestTypeDto, serviceDeskDto } from './desks.ts';
import { firstPageOf } from './pages.ts';
import { renderedHtml } from './text.ts';
import { userDto, userOrGhost } from './users.ts';

const expandable = ['participant', 'status', 'sla', 'requestType', 'serviceDesk', 'attachment', 'action', 'comment', 'comment.attachment'];

/** One customer request. What is expanded is relative to the caller, as everything in this API. */
export function requestDto(call: Call, desk: Desk, issue: Issue, expand: ReadonlySet<string>) {
  const path = `/rest/servicedeskapi/request/${issue.id}`;
  const type = desk.requestTypes.find((candidate) => candidate.id === issue.requestTypeId);
  const no = <Item>(name: string) => firstPageOf(call, `${path}/${name}`, [] as Item[], (item) => item);
  return {
    _expands: expandable.filter((name) => !expand.has(name)),
    issueId: issue.id,
    issueKey: issue.key,
    requestTypeId: issue.requestTypeId ?? '',
    serviceDeskId: desk.id,
    summary: summaryOf(issue),
    createdDate: dateDto(issue.createdAt),
    reporter: userDto(call, userOrGhost(call, issue.reporter)),
    requestFieldValues: (type?.fields ?? []).flatMap((field) => fieldValue(field, issue)),
    currentStatus: statusDto(desk, issue, issue.statusHistory.length - 1),
    ...(expand.has('requestType') && type ? { requestType: requestTypeDto(call, desk, type, new Set()) } : {}),
    ...(expand.has('serviceDesk') ? { serviceDesk: serviceDeskDto(call, desk) } : {}),
    ...(expand.has('participant') ? { participants: participantsPage(call, issue, `${path}/participant`) } : {}),
    ...(expand.has('status') ? { status: statusPage(call, desk, issue, `${path}/status`) } : {}),
    ...(expand.has('comment') ? { comments: commentsPage(call, desk, issue, expand, `${path}/comment`) } : {}),
    ...(expand.has('attachment') ? { attachments: no('attachment') } : {}),
    ...(expand.has('sla') ? { sla: no('sla') } : {}),
    ...(expand.has('action') ? { actions: actions(call, desk, issue) } : {}),
    _links: {
      jiraRest: `${call.base}/rest/api/2/issue/${issue.id}`,
      web: `${call.siteUrl}/servicedesk/customer/portal/${desk.id}/${issue.key}`,
      self: `${call.base}${path}`,
      agent: `${call.siteUrl}/browse/${issue.key}`,
    },
  };
}

/** Values of visible fields only; hidden presets are in the issue yet not in the request. */
function fieldValue(field: RequestField, issue: Issue) {
  const value = issue.fieldValues.get(field.fieldId);
  if (!field.visible || value === undefined) return [];
  const rendered = field.kind === 'description' || field.kind === 'paragraph';
  return [
    {
      fieldId: field.fieldId,
      label: field.name,
      value,
      ...(rendered ? { renderedValue: { html: renderedHtml(textOf(value)) } } : {}),
    },
  ];
}

/** A step of the status history, in the customer's words. */
export function statusDto(desk: Desk, issue: Issue, step: number) {
  const entry = issue.statusHistory[step];
  const status = entry ? statusById(desk, entry.statusId) : statusOf(desk, issue);
  return { status: status.customerName, statusCategory: status.category, statusDate: dateDto(entry?.at ?? issue.createdAt) };
}

function statusPage(call: Call, desk: Desk, issue: Issue, target: string) {
  const newestFirst = issue.statusHistory.map((_, step) => step).reverse();
  return firstPageOf(call, target, newestFirst, (step) => statusDto(desk, issue, step));
}

function participantsPage(call: Call, issue: Issue, target: string) {
  return firstPageOf(call, target, issue.participants, (accountId) => userDto(call, userOrGhost(call, accountId)));
}

function commentsPage(call: Call, desk: Desk, issue: Issue, expand: ReadonlySet<string>, target: string) {
  const accountId = call.caller.kind === 'user' ? call.caller.user.accountId : '';
  const seen = isAgent(desk, accountId) ? issue.comments : issue.comments.filter(isShownInPortal);
  const inner = new Set([...expand].filter((name) => name.startsWith('comment.')).map((name) => name.slice('comment.'.length)));
  return firstPageOf(call, target, seen, (comment) => commentDto(call, issue, comment, inner));
}

/** What the caller may do with the request. Says nothing about anybody else. */
function actions(call: Call, desk: Desk, issue: Issue) {
  const accountId = call.caller.kind === 'user' ? call.caller.user.accountId : '';
  const agent = isAgent(desk, accountId);
  const takesPart = agent || isInvolved(call.site, desk, issue, accountId);
  const shares = agent || (takesPart && desk.customersMayShare);
  return {
    addAttachment: { allowed: takesPart },
    addComment: { allowed: takesPart },
    addParticipant: { allowed: shares },
    removeParticipant: { allowed: shares },
  };
}

export function approvalDto(call: Call, issue: Issue, approval: Approval) {
  const accountId = call.caller.kind === 'user' ? call.caller.user.accountId : '';
  const mine = approval.approvers.find((approver) => approver.accountId === accountId);
  return {
    id: approval.id,
    name: approval.name,
    finalDecision: approval.finalDecision,
    canAnswerApproval: approval.finalDecision === 'pending' && mine?.decision === 'pending',
    approvers: approval.approvers.map((approver) => ({
      approver: userDto(call, userOrGhost(call, approver.accountId)),
      approverDecision: approver.decision,
    })),
    createdDate: dateDto(approval.createdAt),
    ...(approval.completedAt === null ? {} : { completedDate: dateDto(approval.completedAt) }),
    _links: { self: `${call.base}/rest/servicedeskapi/request/${issue.id}/approval/${approval.id}` },
  };
}
