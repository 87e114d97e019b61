import type { AccountId } from '../../domain/brands.ts';
import type { IssueFacts, JiraRequest } from '../../domain/jira.ts';

/** What R4 (c) looks at. */
export interface RequestFacts {
  readonly request: JiraRequest;
  readonly issue: IssueFacts;
  readonly participants: readonly AccountId[];
  readonly approvers: readonly AccountId[];
  /** The customer's organizations that are attached to the request's desk. */
  readonly sharedOrganizations: ReadonlySet<string>;
}

/** R4 (c): how the customer is involved in a request, or null. Pure. */
export function involvementOf(me: AccountId, facts: RequestFacts): string | null {
  // Two calls answered: they must speak of the same issue before one may vouch for the other.
  if (facts.issue.id !== facts.request.id || facts.issue.key !== facts.request.key) return null;
  if (facts.request.reporter.accountId === me) return 'reporter';
  if (facts.participants.includes(me)) return 'participant';
  if (facts.issue.organizationIds.some((id) => facts.sharedOrganizations.has(id))) return 'organization';
  if (facts.approvers.includes(me)) return 'approver';
  return null;
}
