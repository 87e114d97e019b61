import { AppError } from '../../domain/app-error.ts';
import type { Desk } from '../../domain/jira.ts';
import type { JiraSource } from '../../domain/ports/jira.ts';
import { atMost, callsAtATime } from './at-most.ts';
import type { Catalogue } from './catalogue.ts';
import { type ActingCustomer, customerKey } from './customer.ts';
import type { DeskAccess, EnteredDesk } from './desk-access.ts';
import { raisedJql, requestsJql, searchWords } from './jql.ts';
import type { RecentWrites } from './recent-writes.ts';
import type { OpenedRequest, RequestAccess } from './request-access.ts';

export interface ListFilter {
  readonly status: 'open' | 'closed' | 'all';
  readonly text: string;
  /** One desk only; null for all. */
  readonly deskId: string | null;
  readonly pageToken: string | null;
}

interface RequestPage {
  readonly rows: readonly OpenedRequest[];
  readonly nextPageToken: string | null;
  /** The desks that the customer may enter, to filter by. */
  readonly desks: readonly Desk[];
  /** Those that a row may be of, for its name. */
  readonly named: readonly Desk[];
}

export interface RequestLists {
  /** Desks that the customer may enter (R2, at most a minute old), in Jira's order. */
  desks(customer: ActingCustomer): Promise<readonly EnteredDesk[]>;
  /** R5, and R4 again on each row: the search index lags, and a leaked title would be a leak as well. */
  mine(customer: ActingCustomer, filter: ListFilter): Promise<RequestPage>;
  /** Requests that the customer raised at a desk since `since` (epoch ms), newest first; for an answer that was lost. */
  raisedSince(customer: ActingCustomer, desk: Desk, since: number): Promise<readonly OpenedRequest[]>;
}

/** Rows of a page. Each costs at least two calls, because a search tells only keys. */
const pageSize = 10;
const rowsAtATime = 2;

export function createRequestLists(deps: {
  jira: JiraSource;
  catalogue: Catalogue;
  access: DeskAccess;
  requests: RequestAccess;
  recent: RecentWrites;
}): RequestLists {
  const desks = async (customer: ActingCustomer) => {
    const all = await deps.catalogue.desks(customer);
    const verdicts = await atMost(callsAtATime, all, (desk) => deps.access.enter(customer, desk.id, 'listed').catch(closedWhenUnreadable));
    return verdicts.flatMap((verdict) => (verdict?.ok ? [verdict.value] : []));
  };

  const opened = async (customer: ActingCustomer, keys: readonly string[]) => {
    const verdicts = await atMost(rowsAtATime, keys, (key) => deps.requests.openRow(customer, key));
    return verdicts.flatMap((verdict) => (verdict.ok ? [verdict.value] : []));
  };

  return {
    desks,

    async mine(customer, filter) {
      const [site, entered] = await Promise.all([deps.catalogue.desks(customer), desks(customer)]);
      const open = entered.map(({ desk }) => desk);
      // Without a filter all desks of the site are asked for, not those entered alone: people may follow requests where R2's
      // two questions find no way in and only the issue can tell (Browse Projects). R4 has the last word on every row.
      const chosen = filter.deskId === null ? site : open.filter((desk) => desk.id === filter.deskId);
      if (chosen.length === 0) return { rows: [], nextPageToken: null, desks: open, named: site };
      const jira = deps.jira.of(customer.snapshot);
      const shared = await atMost(callsAtATime, open, (desk) => deps.access.sharedOrganizations(customer, desk.id, 'listed'));
      const jql = requestsJql(
        {
          accountId: customer.accountId,
          projectIds: chosen.map((desk) => desk.projectId),
          organizationIds: [...new Set(shared.flatMap((ids) => [...ids]))],
          status: filter.status,
          text: filter.text,
        },
        await deps.catalogue.customFieldIds(customer),
      );
      const found = await jira.search({
        jql,
        nextPageToken: filter.pageToken,
        maxResults: pageSize,
        reconcile: deps.recent.of(customerKey(customer)),
      });
      const rows = (await opened(customer, found.keys)).filter((row) => mayTell(row, filter.text));
      return { rows, nextPageToken: found.nextPageToken, desks: open, named: site };
    },

    async raisedSince(customer, desk, since) {
      const found = await deps.jira.of(customer.snapshot).search({
        jql: raisedJql({ accountId: customer.accountId, projectId: desk.projectId }),
        nextPageToken: null,
        maxResults: 5,
        reconcile: deps.recent.of(customerKey(customer)),
      });
      const rows = await opened(customer, found.keys);
      return rows.filter(({ request }) => request.deskId === desk.id && request.createdAt >= since);
    },
  };
}

/**
 * R8 for a search: a hit in a description that the customer's form does not show would tell of its words. Then the title
 * has to account for the hit; Jira matches by stems, so the first letters of each word are enough.
 */
function mayTell({ request }: OpenedRequest, text: string): boolean {
  if (request.fields.some((field) => field.id === 'description')) return true;
  const title = request.summary.normalize('NFC').toLowerCase();
  return searchWords(text)
    .split(' ')
    .every((word) => title.includes(word.slice(0, 4)));
}

/** A desk that the service account may not look into is closed to everybody; the other desks stay. */
function closedWhenUnreadable(error: unknown): null {
  if (error instanceof AppError && (error.code === 'jira_permission_missing' || error.code === 'jira_not_found')) return null;
  throw error;
}
