import { listParameter } from '../bodies.ts';
import { readableComments } from '../jsm/comments.ts';
import { deskOf, issueByKeyOrId, param, signedIn } from '../lookup.ts';
import type { Desk, Issue, User } from '../model.ts';
import { type Call, type Operation, ok } from '../operations.ts';
import { noSuchIssue, Refusal } from '../refusal.ts';
import { staffMaySee } from '../rights.ts';
import { platformComment } from '../shapes/comments.ts';
import { issueBean } from '../shapes/issues.ts';
import { wholeNumber } from '../shapes/pages.ts';

const one = '/rest/api/3/issue/{issueIdOrKey}';
const scope = 'read:jira-work';

export const issueOperations: Operation[] = [
  {
    method: 'GET',
    path: one,
    scope,
    handle: (call) => {
      const { issue } = visibleIssue(call);
      const fields = listParameter(call.query, 'fields');
      return ok(issueBean(call, issue, fields.length === 0 ? ['*all'] : fields));
    },
  },
  {
    method: 'GET',
    path: `${one}/comment`,
    scope,
    handle: (call) => {
      const { issue, desk, user } = visibleIssue(call);
      const orderBy = call.query.get('orderBy') ?? 'created';
      if (!['created', '+created', '-created'].includes(orderBy)) throw new Refusal(400, "The 'orderBy' parameter only takes 'created'.");
      const readable = readableComments(desk, issue, user);
      const ordered = orderBy === '-created' ? readable.toReversed() : readable;
      const startAt = wholeNumber(call.query.get('startAt'), 0);
      const maxResults = Math.min(wholeNumber(call.query.get('maxResults'), 100), call.site.settings.pageCap);
      const expand = new Set(listParameter(call.query, 'expand'));
      return ok({
        startAt,
        maxResults,
        total: ordered.length,
        comments: ordered.slice(startAt, startAt + maxResults).map((comment) => platformComment(call, issue, comment, expand)),
      });
    },
  },
];

/** The platform knows staff only: customers have no Browse Projects and meet "does not exist". */
export function visibleIssue(call: Call): { issue: Issue; desk: Desk; user: User } {
  const user = signedIn(call);
  const issue = issueByKeyOrId(call.site, param(call, 'issueIdOrKey'));
  if (!issue) throw noSuchIssue();
  const desk = deskOf(call.site, issue);
  if (!staffMaySee(desk, issue, user.accountId)) throw noSuchIssue();
  return { issue, desk, user };
}
