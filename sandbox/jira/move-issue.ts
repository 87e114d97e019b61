import type { Desk, Issue, RequestType, Site } from './model.ts';
import { touch } from './search-index.ts';

/**
 * Moves an issue to another project: it gets a key there, and its former key goes on leading to it. Without a type of
 * the other desk it is no customer request any more.
 */
export function moveIssue(site: Site, issue: Issue, to: { desk: Desk; type: RequestType | null; at: number }): void {
  to.desk.lastIssueNumber += 1;
  issue.formerKeys.push(issue.key);
  issue.key = `${to.desk.projectKey}-${to.desk.lastIssueNumber}`;
  issue.deskId = to.desk.id;
  issue.requestTypeId = to.type?.id ?? null;
  issue.securityLevelId = null;
  touch(site, issue, to.at);
}
