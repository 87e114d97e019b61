import { listParameter } from '../bodies.ts';
import { summaryOf } from '../field-text.ts';
import { deskOf, isRequest, signedIn } from '../lookup.ts';
import type { Issue } from '../model.ts';
import { opensRequest, organizationsOf } from '../native-rules.ts';
import { type Answer, type Call, ok } from '../operations.ts';
import { badRequest, noSuchDesk } from '../refusal.ts';
import { staffMaySee } from '../rights.ts';
import { pageOf } from '../shapes/pages.ts';
import { requestDto } from '../shapes/requests.ts';
import { statusOf } from '../workflow.ts';

type Wanted = (issue: Issue) => boolean;

/** GET /request: requests of the person asking, latest activity first. It cannot be asked about anybody else. */
export function listRequests(call: Call): Answer {
  const user = signedIn(call);
  const deskId = call.query.get('serviceDeskId');
  if (deskId !== null && !call.site.desks.has(deskId)) throw noSuchDesk();
  const ownerships = listParameter(call.query, 'requestOwnership').map((name) => ownership(call, name, user.accountId));
  const owned = ownerships.length === 0 ? [ownership(call, 'OWNED_REQUESTS', user.accountId)] : ownerships;
  const open = openness(call);
  const term = call.query.get('searchTerm')?.replaceAll('*', '').toLowerCase() ?? '';
  const typeId = call.query.get('requestTypeId');
  const found = [...call.site.issues.values()]
    .filter((issue) => isRequest(deskOf(call.site, issue), issue) && owned.some((mine) => mine(issue)))
    .filter((issue) => {
      const desk = deskOf(call.site, issue);
      return staffMaySee(desk, issue, user.accountId) || opensRequest(call.site, desk, issue, user.accountId);
    })
    .filter((issue) => (deskId === null || issue.deskId === deskId) && (typeId === null || issue.requestTypeId === typeId))
    .filter(open)
    .filter((issue) => summaryOf(issue).toLowerCase().includes(term))
    .sort((a, b) => b.updatedAt - a.updatedAt);
  const expand = new Set(listParameter(call.query, 'expand'));
  return ok(pageOf(call, found, (issue) => requestDto(call, deskOf(call.site, issue), issue, expand)));
}

function ownership(call: Call, name: string, accountId: string): Wanted {
  switch (name) {
    case 'OWNED_REQUESTS':
      return (issue) => issue.reporter === accountId;
    case 'PARTICIPATED_REQUESTS':
      return (issue) => issue.participants.includes(accountId);
    case 'ORGANIZATION':
      return (issue) => issue.organizationIds.includes(call.query.get('organizationId') ?? '');
    case 'ALL_ORGANIZATIONS':
      return (issue) => issue.organizationIds.some((id) => organizationsOf(call.site, accountId).has(id));
    case 'APPROVER':
      return (issue) => isApprover(call, issue, accountId);
    case 'ALL_REQUESTS':
      return () => true;
    default:
      throw badRequest(`'${name}' is not a valid request ownership.`);
  }
}

function isApprover(call: Call, issue: Issue, accountId: string): boolean {
  const pendingOnly = call.query.get('approvalStatus') === 'MY_PENDING_APPROVAL';
  return issue.approvals.some((approval) =>
    approval.approvers.some(
      (approver) =>
        approver.accountId === accountId && (!pendingOnly || (approval.finalDecision === 'pending' && approver.decision === 'pending')),
    ),
  );
}

function openness(call: Call): Wanted {
  const status = call.query.get('requestStatus') ?? 'ALL_REQUESTS';
  const done: Wanted = (issue) => statusOf(deskOf(call.site, issue), issue).category === 'DONE';
  if (status === 'ALL_REQUESTS') return () => true;
  if (status === 'CLOSED_REQUESTS') return done;
  if (status === 'OPEN_REQUESTS') return (issue) => !done(issue);
  throw badRequest(`'${status}' is not a valid request status.`);
}
