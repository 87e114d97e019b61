import { objectBody, textList } from '../bodies.ts';
import { visibleRequest } from '../lookup.ts';
import type { Desk, Issue, User } from '../model.ts';
import { isInvolved } from '../native-rules.ts';
import { type Answer, type Call, type Operation, ok } from '../operations.ts';
import { badRequest, lacks } from '../refusal.ts';
import { isAgent } from '../rights.ts';
import { touch } from '../search-index.ts';
import { pageOf } from '../shapes/pages.ts';
import { userDto, userOrGhost } from '../shapes/users.ts';
import { becomesCustomer } from './create-request.ts';

const path = '/rest/servicedeskapi/request/{issueIdOrKey}/participant';
const write = 'write:servicedesk-request';

export const participantOperations: Operation[] = [
  {
    method: 'GET',
    path,
    scope: 'read:servicedesk-request',
    handle: (call) => ok(page(call, visibleRequest(call).issue.participants)),
  },
  { method: 'POST', path, scope: write, writesIssue: 'issueIdOrKey', handle: addParticipants },
  { method: 'DELETE', path, scope: write, writesIssue: 'issueIdOrKey', handle: removeParticipants },
];

function addParticipants(call: Call): Answer {
  const { desk, issue, people } = named(call);
  for (const person of people) {
    becomesCustomer(call, desk, person);
    if (!issue.participants.includes(person.accountId)) issue.participants.push(person.accountId);
  }
  touch(call.site, issue, call.now);
  return ok(
    page(
      call,
      people.map((person) => person.accountId),
    ),
  );
}

function removeParticipants(call: Call): Answer {
  const { issue, people } = named(call);
  const stranger = people.find((person) => !issue.participants.includes(person.accountId));
  if (stranger) throw badRequest(`'${stranger.accountId}' is not a participant of this request.`);
  issue.participants = issue.participants.filter((accountId) => !people.some((person) => person.accountId === accountId));
  touch(call.site, issue, call.now);
  return ok(page(call, issue.participants));
}

function named(call: Call): { desk: Desk; issue: Issue; people: User[] } {
  const { desk, issue, user } = visibleRequest(call);
  const shares = desk.customersMayShare && isInvolved(call.site, desk, issue, user.accountId);
  if (!isAgent(desk, user.accountId) && !shares) throw lacks('permission to manage participants');
  const accountIds = textList(objectBody(call.body, ['accountIds', 'usernames']), 'accountIds');
  const people = accountIds.map((accountId) => {
    const person = call.site.users.get(accountId);
    if (!person) throw badRequest(`The user '${accountId}' does not exist.`);
    return person;
  });
  return { desk, issue, people };
}

function page(call: Call, accountIds: readonly string[]) {
  return pageOf(call, accountIds, (accountId) => userDto(call, userOrGhost(call, accountId)));
}
