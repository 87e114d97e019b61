import { objectBody, requiredText, textList, textMember } from '../bodies.ts';
import { addRequest } from '../builders.ts';
import { textOf } from '../field-text.ts';
import { seesDesk, seesRequestType, signedIn } from '../lookup.ts';
import type { Desk, RequestType, User } from '../model.ts';
import { entersPortal, mayRaise } from '../native-rules.ts';
import { type Answer, type Call, created } from '../operations.ts';
import { badRequest, lacks, noSuchDesk, noSuchRequestType } from '../refusal.ts';
import { isAgent } from '../rights.ts';
import { touch } from '../search-index.ts';
import { requestDto } from '../shapes/requests.ts';
import { checkedFieldValues } from './field-values.ts';

const members = [
  'serviceDeskId',
  'requestTypeId',
  'requestFieldValues',
  'requestParticipants',
  'raiseOnBehalfOf',
  'isAdfRequest',
  'channel',
  'form',
];

/** POST /request. Its document knows 400, 401 and 403 only, so unknown desks and types are a 400. */
export function createRequest(call: Call): Answer {
  const caller = signedIn(call);
  const body = objectBody(call.body, members);
  const desk = call.site.desks.get(requiredText(body, 'serviceDeskId'));
  if (!desk || !seesDesk(call, desk)) throw badRequest(noSuchDesk().message);
  const type = desk.requestTypes.find((candidate) => candidate.id === requiredText(body, 'requestTypeId'));
  if (!type || !seesRequestType(call, desk, type)) throw badRequest(noSuchRequestType().message);

  const reporter = reporterOf(call, desk, type, caller, textMember(body, 'raiseOnBehalfOf'));
  const participants = participantsOf(call, desk, caller, textList(body, 'requestParticipants'));
  const sent = body.requestFieldValues ?? {};
  if (typeof sent !== 'object' || Array.isArray(sent)) throw badRequest("'requestFieldValues' must be an object.");
  const values = checkedFieldValues(type, sent as Record<string, unknown>, body.isAdfRequest === true);

  for (const person of [reporter, ...participants]) becomesCustomer(call, desk, person);
  const issue = addRequest(call.site, desk, {
    type,
    reporter,
    creator: caller,
    summary: textOf(values.get('summary')),
    fields: Object.fromEntries(values),
    participants: participants.filter((person) => person !== reporter),
    createdAt: call.now,
  });
  touch(call.site, issue, call.now);
  return created(requestDto(call, desk, issue, new Set()));
}

/** Only agents raise for others. The other person needs no access of their own: the desk takes them in, see below. */
function reporterOf(call: Call, desk: Desk, type: RequestType, caller: User, behalfOf: string | undefined): User {
  if (behalfOf === undefined || behalfOf === caller.accountId) {
    if (!mayRaise(call.site, desk, type, caller.accountId)) throw lacks('Create Issues');
    return caller;
  }
  if (!isAgent(desk, caller.accountId)) throw lacks('the agent role, to raise requests on behalf of others');
  const reporter = call.site.users.get(behalfOf);
  if (!reporter?.active || reporter.accountType === 'app') throw badRequest(`The user '${behalfOf}' does not exist or is not active.`);
  return reporter;
}

function participantsOf(call: Call, desk: Desk, caller: User, accountIds: string[]): User[] {
  if (accountIds.length === 0) return [];
  if (!isAgent(desk, caller.accountId) && !desk.customersMayShare) throw lacks('permission to manage participants');
  return accountIds.map((accountId) => {
    const person = call.site.users.get(accountId);
    if (!person?.active) throw badRequest(`The participant '${accountId}' does not exist.`);
    return person;
  });
}

/** The trap of restricted desks: whoever a request is raised for, or shared with, silently becomes a customer of the desk. */
export function becomesCustomer(call: Call, desk: Desk, person: User): void {
  if (!entersPortal(call.site, desk, person.accountId)) desk.customers.add(person.accountId);
}
