import { objectBody } from '../bodies.ts';
import { param, visibleRequest } from '../lookup.ts';
import type { Approval, Issue } from '../model.ts';
import { type Answer, type Call, type Operation, ok } from '../operations.ts';
import { badRequest, lacks, Refusal } from '../refusal.ts';
import { touch } from '../search-index.ts';
import { pageOf } from '../shapes/pages.ts';
import { approvalDto } from '../shapes/requests.ts';

const root = '/rest/servicedeskapi/request/{issueIdOrKey}/approval';
const read = 'read:servicedesk-request';

export const approvalOperations: Operation[] = [
  {
    method: 'GET',
    path: root,
    scope: read,
    handle: (call) => {
      const { issue } = visibleRequest(call);
      return ok(pageOf(call, issue.approvals, (approval) => approvalDto(call, issue, approval)));
    },
  },
  {
    method: 'GET',
    path: `${root}/{approvalId}`,
    scope: read,
    handle: (call) => {
      const { issue } = visibleRequest(call);
      return ok(approvalDto(call, issue, approvalNamed(call, issue)));
    },
  },
  { method: 'POST', path: `${root}/{approvalId}`, scope: 'write:servicedesk-request', writesIssue: 'issueIdOrKey', handle: answerApproval },
];

/** The answer is always the caller's own; nobody answers for somebody else. */
function answerApproval(call: Call): Answer {
  const { issue, user } = visibleRequest(call);
  const approval = approvalNamed(call, issue);
  const { decision } = objectBody(call.body, ['decision']);
  if (decision !== 'approve' && decision !== 'decline') throw badRequest("'decision' must be 'approve' or 'decline'.");
  const mine = approval.approvers.find((approver) => approver.accountId === user.accountId);
  if (!mine) throw lacks('being assigned to the approval');
  if (approval.finalDecision !== 'pending' || mine.decision !== 'pending') {
    throw new Refusal(409, 'This approval has already been answered.', { i18nKey: 'sd.approval.already.answered' });
  }
  mine.decision = decision === 'approve' ? 'approved' : 'declined';
  const agreed = approval.approvers.filter((approver) => approver.decision === 'approved').length;
  if (mine.decision === 'declined') approval.finalDecision = 'declined';
  else if (agreed >= approval.needed) approval.finalDecision = 'approved';
  if (approval.finalDecision !== 'pending') approval.completedAt = call.now;
  touch(call.site, issue, call.now);
  return ok(approvalDto(call, issue, approval));
}

function approvalNamed(call: Call, issue: Issue): Approval {
  const approval = issue.approvals.find((candidate) => candidate.id === param(call, 'approvalId'));
  if (!approval) throw new Refusal(404, 'The approval does not exist.', { i18nKey: 'sd.approval.not.found' });
  return approval;
}
