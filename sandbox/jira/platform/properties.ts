import { readableComments } from '../jsm/comments.ts';
import { deskOf, param, signedIn } from '../lookup.ts';
import { type Answer, type Call, noContent, type Operation, ok } from '../operations.ts';
import { lacks, Refusal } from '../refusal.ts';
import { isAgent, staffMaySee } from '../rights.ts';
import { visibleIssue } from './issues.ts';

type Properties = Map<string, unknown>;

const onIssue = '/rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}';
const onComment = '/rest/api/3/comment/{commentId}/properties/{propertyKey}';
const read = 'read:jira-work';
const write = 'write:jira-work';

/** Entity properties: notes that apps leave on issues and comments, not shown to people. */
export const propertyOperations: Operation[] = [
  { method: 'GET', path: onIssue, scope: read, handle: (call) => get(call, ofIssue(call, false)) },
  { method: 'PUT', path: onIssue, scope: write, writesIssue: 'issueIdOrKey', handle: (call) => put(call, ofIssue(call, true)) },
  { method: 'DELETE', path: onIssue, scope: write, writesIssue: 'issueIdOrKey', handle: (call) => remove(call, ofIssue(call, true)) },
  { method: 'GET', path: onComment, scope: read, handle: (call) => get(call, ofComment(call, false)) },
  { method: 'PUT', path: onComment, scope: write, handle: (call) => put(call, ofComment(call, true)) },
  { method: 'DELETE', path: onComment, scope: write, handle: (call) => remove(call, ofComment(call, true)) },
];

function get(call: Call, properties: Properties): Answer {
  const key = param(call, 'propertyKey');
  if (!properties.has(key)) throw noSuchProperty();
  return ok({ key, value: properties.get(key) });
}

function put(call: Call, properties: Properties): Answer {
  const key = param(call, 'propertyKey');
  if (call.body === undefined || key.length > 255 || JSON.stringify(call.body).length > 32_768) {
    throw new Refusal(400, 'The property key or value is missing or too long.');
  }
  const status = properties.has(key) ? 200 : 201;
  properties.set(key, call.body);
  return { status };
}

function remove(call: Call, properties: Properties): Answer {
  if (!properties.delete(param(call, 'propertyKey'))) throw noSuchProperty();
  return noContent();
}

function ofIssue(call: Call, writing: boolean): Properties {
  const { issue, desk, user } = visibleIssue(call);
  if (writing && !isAgent(desk, user.accountId)) throw lacks('Edit Issues');
  return issue.properties;
}

function ofComment(call: Call, writing: boolean): Properties {
  const user = signedIn(call);
  for (const issue of call.site.issues.values()) {
    const desk = deskOf(call.site, issue);
    if (!staffMaySee(desk, issue, user.accountId)) continue;
    const comment = readableComments(desk, issue, user).find((candidate) => candidate.id === param(call, 'commentId'));
    if (!comment) continue;
    if (writing && !isAgent(desk, user.accountId)) throw lacks('Edit Comments');
    return comment.properties;
  }
  throw noSuchComment();
}

const noSuchComment = () => new Refusal(404, 'The comment does not exist.');
const noSuchProperty = () => new Refusal(404, 'The property does not exist.');
