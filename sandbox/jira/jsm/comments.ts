import { listParameter, objectBody, requiredText } from '../bodies.ts';
import { addComment } from '../builders.ts';
import { deskOf, isRequest, issueByKeyOrId, param, signedIn, visibleRequest } from '../lookup.ts';
import type { Comment, Desk, Issue, User } from '../model.ts';
import { isShownInPortal, opensRequest } from '../native-rules.ts';
import { type Answer, type Call, created, type Operation, ok } from '../operations.ts';
import { badRequest, lacks, noSuchRequest, Refusal } from '../refusal.ts';
import { isAgent, isDeskAdministrator, staffMaySee } from '../rights.ts';
import { commentDto } from '../shapes/comments.ts';
import { pageOf } from '../shapes/pages.ts';

const root = '/rest/servicedeskapi/request/{issueIdOrKey}/comment';
const read = 'read:servicedesk-request';

export const commentOperations: Operation[] = [
  { method: 'GET', path: root, scope: read, handle: listComments },
  { method: 'POST', path: root, scope: 'write:servicedesk-request', writesIssue: 'issueIdOrKey', handle: createComment },
  {
    method: 'GET',
    path: `${root}/{commentId}`,
    scope: read,
    handle: (call) => {
      const { desk, issue, user } = visibleRequest(call);
      return ok(commentDto(call, issue, visibleComment(call, desk, issue, user), expands(call)));
    },
  },
  {
    method: 'GET',
    path: `${root}/{commentId}/attachment`,
    scope: 'read:request.attachment:jira-service-management',
    experimental: true,
    handle: (call) => {
      const { desk, issue, user } = visibleRequest(call);
      visibleComment(call, desk, issue, user);
      return ok(pageOf(call, [], (none: never) => none));
    },
  },
];

/** Comments as this person may read them: customers the public ones, agents the rest, restricted ones by role. */
export function readableComments(desk: Desk, issue: Issue, user: User): Comment[] {
  if (!staffMaySee(desk, issue, user.accountId) || !isAgent(desk, user.accountId)) return issue.comments.filter(isShownInPortal);
  return issue.comments.filter((comment) => {
    if (comment.visibility === null || comment.visibility.type === 'group') return comment.visibility === null;
    return comment.visibility.value === 'Administrators' ? isDeskAdministrator(desk, user) : true;
  });
}

/** Somebody who may not see the request gets an empty page, not an error: emptiness proves nothing [OpenAPI]. */
function listComments(call: Call): Answer {
  const user = signedIn(call);
  const issue = issueByKeyOrId(call.site, param(call, 'issueIdOrKey'));
  if (!issue) throw noSuchRequest();
  const desk = deskOf(call.site, issue);
  if (!isRequest(desk, issue)) throw noSuchRequest();
  const sees = staffMaySee(desk, issue, user.accountId) || opensRequest(call.site, desk, issue, user.accountId);
  const wanted = (comment: Comment) => call.query.get(comment.public ? 'public' : 'internal') !== 'false';
  const comments = sees ? readableComments(desk, issue, user).filter(wanted) : [];
  return ok(pageOf(call, comments, (comment) => commentDto(call, issue, comment, expands(call))));
}

function createComment(call: Call): Answer {
  const { desk, issue, user } = visibleRequest(call);
  const body = objectBody(call.body, ['body', 'public']);
  const text = requiredText(body, 'body');
  const isPublic = body.public;
  if (typeof isPublic !== 'boolean') throw badRequest("The required 'public' is missing.", 'sd.comment.public.missing');
  if (!isPublic && !isAgent(desk, user.accountId)) throw lacks('the agent role, to add internal comments');
  return created(commentDto(call, issue, speak(call, issue, user, text, isPublic), new Set()));
}

/** Adds a comment as the caller: there is no way to comment for somebody else. */
export function speak(call: Call, issue: Issue, author: User, body: string, isPublic: boolean): Comment {
  if (body.length > 32_767) throw badRequest('The entered text is too long. It exceeds the allowed limit of 32,767 characters.');
  return addComment(call.site, issue, { author, body, public: isPublic, createdAt: call.now });
}

function visibleComment(call: Call, desk: Desk, issue: Issue, user: User): Comment {
  const comment = readableComments(desk, issue, user).find((candidate) => candidate.id === param(call, 'commentId'));
  if (!comment) throw new Refusal(404, 'The comment does not exist.', { i18nKey: 'sd.comment.not.found' });
  return comment;
}

function expands(call: Call): ReadonlySet<string> {
  return new Set(listParameter(call.query, 'expand'));
}
