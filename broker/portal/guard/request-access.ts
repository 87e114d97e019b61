import { AppError } from '../../domain/app-error.ts';
import type { IssueFacts, JiraRequest } from '../../domain/jira.ts';
import type { Jira, JiraSource } from '../../domain/ports/jira.ts';
import type { ActingCustomer } from './customer.ts';
import type { DeskAccess, EnteredDesk } from './desk-access.ts';
import { isIssueKey, isNumericId } from './ids.ts';
import { involvementOf, type RequestFacts } from './involvement.ts';
import { absent, allow, type Verdict } from './verdict.ts';

/** A request that the customer may see. */
export interface OpenedRequest {
  readonly request: JiraRequest;
  readonly issue: IssueFacts;
}

export interface RequestAccess {
  /**
   * R4 for opening and writing: everything is asked now, all questions leave at once and all answers are awaited, so that a
   * foreign request takes as long as one that does not exist.
   */
  open(customer: ActingCustomer, deskId: string, key: string): Promise<Verdict<OpenedRequest>>;
  /**
   * R4 for a row of a list that R5 asked for. R2 may be a minute old; people are asked about only where the customer is
   * not the reporter, so most rows cost two calls.
   */
  openRow(customer: ActingCustomer, key: string): Promise<Verdict<OpenedRequest>>;
}

/**
 * R4: a request is visible when (a) it has a request type, (b) its desk may be entered, (c) the customer is involved in it
 * and (d) no security level hides it.
 */
export function createRequestAccess(deps: { jira: JiraSource; desks: DeskAccess }): RequestAccess {
  return {
    async open(customer, deskId, key) {
      if (!isNumericId(deskId)) return absent('R4: not a desk id');
      if (!isIssueKey(key)) return absent('R4: not a request key');
      const jira = deps.jira.of(customer.snapshot);
      const [entered, shared, request, issue, people] = await Promise.allSettled([
        deps.desks.enter(customer, deskId, 'live'),
        deps.desks.sharedOrganizations(customer, deskId, 'live').catch(whenUnknown(new Set<string>())),
        jira.findRequest(key),
        jira.findIssueFacts(key),
        peopleOf(jira, key),
      ]);
      const desk = settled(entered);
      const found = settled(request);
      const facts = settled(issue);
      if (found === null || facts === null) return absent('R4a: no such request');
      if (found.deskId !== deskId) return absent('R4: of another desk');
      const all = { request: found, issue: facts, ...settled(people), sharedOrganizations: settled(shared) };
      return decide(jira, customer, desk, all);
    },

    async openRow(customer, key) {
      if (!isIssueKey(key)) return absent('R4: not a request key');
      const jira = deps.jira.of(customer.snapshot);
      const [request, issue] = await Promise.all([jira.findRequest(key), jira.findIssueFacts(key)]);
      if (request === null || issue === null) return absent('R4a: no such request');
      const mine = request.reporter.accountId === customer.accountId;
      const [desk, shared, people] = await Promise.all([
        deps.desks.enter(customer, request.deskId, 'listed'),
        mine ? new Set<string>() : deps.desks.sharedOrganizations(customer, request.deskId, 'listed'),
        mine ? nobody : peopleOf(jira, key),
      ]);
      return decide(jira, customer, desk, { request, issue, ...people, sharedOrganizations: shared });
    },
  };
}

async function decide(
  jira: Jira,
  customer: ActingCustomer,
  desk: Verdict<EnteredDesk>,
  facts: RequestFacts,
): Promise<Verdict<OpenedRequest>> {
  const involvement = involvementOf(customer.accountId, facts);
  if (involvement === null) return absent('R4c: not involved');
  const browse = browsing(jira, customer, facts.issue);
  // R2 has one more way in that only an issue can be asked about: Browse Projects.
  if (!desk.ok && !(await browse())) return absent(`R4b: ${desk.because}`);
  if (facts.issue.hasSecurityLevel && !(await browse())) return absent('R4d: security level');
  return allow({ request: facts.request, issue: facts.issue }, `R4: ${involvement}`);
}

/** Asks for BROWSE_PROJECTS at most once. Only people involved in the request get this far. */
function browsing(jira: Jira, customer: ActingCustomer, issue: IssueFacts): () => Promise<boolean> {
  let answer: Promise<boolean> | undefined;
  return () => {
    answer ??= jira.mayBrowse(customer.accountId, issue.id).catch(notWithoutAccount);
    return answer;
  };
}

type People = Pick<RequestFacts, 'participants' | 'approvers'>;
const nobody: People = { participants: [], approvers: [] };

async function peopleOf(jira: Jira, key: string): Promise<People> {
  const [participants, approvers] = await Promise.all([
    jira.participants(key).catch(whenUnknown([])),
    jira.approvers(key).catch(whenUnknown([])),
  ]);
  return { participants: participants.map((person) => person.accountId), approvers };
}

function settled<Value>(result: PromiseSettledResult<Value>): Value {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/** Jira calls the account itself wrong: it was deleted. */
function notWithoutAccount(error: unknown): false {
  if (error instanceof AppError && error.code === 'jira_request_invalid') return false;
  throw error;
}

/** "No such request" from a call that has no null of its own. */
function whenUnknown<Value>(nothing: Value): (error: unknown) => Value {
  return (error) => {
    if (error instanceof AppError && error.code === 'jira_not_found') return nothing;
    throw error;
  };
}
