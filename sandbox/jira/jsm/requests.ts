import { listParameter, objectBody, requiredText } from '../bodies.ts';
import { param, visibleRequest } from '../lookup.ts';
import { type Answer, type Call, noContent, type Operation, ok } from '../operations.ts';
import { badRequest, Refusal } from '../refusal.ts';
import { touch } from '../search-index.ts';
import { pageOf } from '../shapes/pages.ts';
import { requestDto, statusDto } from '../shapes/requests.ts';
import { transitionsFrom } from '../workflow.ts';
import { speak } from './comments.ts';
import { createRequest } from './create-request.ts';
import { listRequests } from './list-requests.ts';

const root = '/rest/servicedeskapi/request';
const one = `${root}/{issueIdOrKey}`;
const read = 'read:servicedesk-request';
const write = 'write:servicedesk-request';

export const requestOperations: Operation[] = [
  { method: 'GET', path: root, scope: read, handle: listRequests },
  { method: 'POST', path: root, scope: write, handle: createRequest },
  {
    method: 'GET',
    path: one,
    scope: read,
    handle: (call) => {
      const { desk, issue } = visibleRequest(call);
      return ok(requestDto(call, desk, issue, new Set(listParameter(call.query, 'expand'))));
    },
  },
  {
    method: 'GET',
    path: `${one}/status`,
    scope: read,
    handle: (call) => {
      const { desk, issue } = visibleRequest(call);
      const newestFirst = issue.statusHistory.map((_, step) => step).reverse();
      return ok(pageOf(call, newestFirst, (step) => statusDto(desk, issue, step)));
    },
  },
  {
    method: 'GET',
    path: `${one}/transition`,
    scope: read,
    handle: (call) => {
      // Relative to the caller: staff are told of transitions that no customer is offered.
      const { desk, issue, staff } = visibleRequest(call);
      return ok(pageOf(call, transitionsFrom(desk, issue, staff ? 'staff' : 'customer'), ({ id, name }) => ({ id, name })));
    },
  },
  { method: 'POST', path: `${one}/transition`, scope: write, writesIssue: 'issueIdOrKey', handle: performTransition },
  {
    method: 'GET',
    path: `${one}/attachment`,
    scope: read,
    handle: (call) => {
      visibleRequest(call);
      return ok(pageOf(call, [], (none: never) => none));
    },
  },
  {
    method: 'GET',
    path: `${one}/attachment/{attachmentId}`,
    scope: read,
    handle: (call) => {
      visibleRequest(call);
      throw new Refusal(404, `The attachment ${param(call, 'attachmentId')} does not exist.`, { i18nKey: 'sd.attachment.not.found' });
    },
  },
];

function performTransition(call: Call): Answer {
  const { desk, issue, user, staff } = visibleRequest(call);
  const body = objectBody(call.body, ['id', 'additionalComment']);
  const id = requiredText(body, 'id');
  const transition = transitionsFrom(desk, issue, staff ? 'staff' : 'customer').find((candidate) => candidate.id === id);
  if (!transition) throw badRequest(`The transition '${id}' is not available.`, 'sd.transition.invalid');
  const words = body.additionalComment;
  if (words !== undefined) {
    speak(call, issue, user, requiredText(objectBody(words, ['body']), 'body'), true);
  }
  issue.statusHistory.push({ statusId: transition.to, at: call.now });
  touch(call.site, issue, call.now);
  return noContent();
}
