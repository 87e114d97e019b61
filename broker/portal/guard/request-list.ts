import { AppError } from '../../domain/app-error.ts';
import type { Desk } from '../../domain/jira.ts';
import type { JiraSource } from '../../domain/ports/jira.ts';
import { atMost, callsAtATime } from './at-most.ts';
import type { Catalogue, Freshness } from './catalogue.ts';
import { type ActingCustomer, customerKey } from './customer.ts';
import type { DeskAccess, EnteredDesk } from './desk-access.ts';
import { raisedJql, requestsJql } from './jql.ts';
import type { RecentWrites } from './recent-writes.ts';
import type { OpenedRequest, RequestAccess } from './request-access.ts';
import { withoutHints } from './search-hints.ts';
import { toldPage } from './told-page.ts';

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

/** Rows of a page. Each costs at least two calls, because a search tells only keys; one more shows whether there is a next page. */
const pageSize = 10;
const rowsAtATime = 2;

export function createRequestLists(deps: {
  jira: JiraSource;
  catalogue: Catalogue;
  access: DeskAccess;
  requests: RequestAccess;
  recent: RecentWrites;
}): RequestLists {
  const desks = async (customer: ActingCustomer, freshness: Freshness = 'listed') => {
    const all = await deps.catalogue.desks(customer, freshness);
    const verdicts = await atMost(callsAtATime, all, (desk) => deps.access.enter(customer, desk.id, freshness).catch(closedWhenUnreadable));
    return verdicts.flatMap((verdict) => (verdict?.ok ? [verdict.value] : []));
  };

  const openRows = async (customer: ActingCustomer, keys: readonly string[]) => {
    const verdicts = await atMost(rowsAtATime, keys, (key) => deps.requests.openRow(customer, key));
    return verdicts.map((verdict) => (verdict.ok ? verdict.value : null));
  };

  const mine = async (customer: ActingCustomer, filter: ListFilter, freshness: Freshness, site: readonly Desk[]): Promise<RequestPage> => {
    const entered = await desks(customer, freshness);
    const open = entered.map(({ desk }) => desk);
    // Without a filter all desks of the site are asked for, not those entered alone: people may follow requests where R2's
    // two questions find no way in and only the issue can tell (Browse Projects). R4 has the last word on every row.
    const chosen =
      filter.deskId === null ? site : open.filter((desk) => desk.id === filter.deskId && site.some(({ id }) => id === desk.id));
    if (chosen.length === 0) return { rows: [], nextPageToken: null, desks: open, named: site };
    const jira = deps.jira.of(customer.snapshot);
    const shared = await atMost(callsAtATime, open, (desk) => deps.access.sharedOrganizations(customer, desk.id, freshness));
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
    const reconcile = deps.recent.of(customerKey(customer));
    const page = await toldPage(pageSize, filter.pageToken, {
      search: (nextPageToken) => jira.search({ jql, nextPageToken, maxResults: pageSize + 1, reconcile }),
      tell: async (keys) => {
        const rows = await openRows(customer, keys);
        // The search index may still have a request at the desk that it was moved from.
        const here = rows.map((row) => (row !== null && (filter.deskId === null || row.request.deskId === filter.deskId) ? row : null));
        return withoutHints(deps, customer, filter.text, here);
      },
    });
    return { ...page, desks: open, named: site };
  };

  return {
    desks,

    async mine(customer, filter) {
      // Jira refuses a whole question for one name in it that it does not know. Such a name may be of an organization or a
      // project that was deleted since it was remembered, or a page of a question that was another then: ask anew. Or of
      // the account itself: then there is nothing. Or of a project that the service account cannot browse: leave it out.
      const remembered = await unlessRefused(async () => mine(customer, filter, 'listed', await deps.catalogue.desks(customer, 'listed')));
      if (remembered !== null) return remembered;
      const site = await deps.catalogue.desks(customer, 'live');
      if (!(await deps.access.isActiveCustomer(customer, 'live'))) return { rows: [], nextPageToken: null, desks: [], named: site };
      const { searchableDesks } = deps.catalogue;
      const fromStart = { ...filter, pageToken: null };
      return (
        (await unlessRefused(() => mine(customer, fromStart, 'live', site))) ??
        (await unlessRefused(async () => mine(customer, filter, 'listed', await searchableDesks(customer, 'listed')))) ??
        mine(customer, fromStart, 'listed', await searchableDesks(customer, 'live'))
      );
    },

    async raisedSince(customer, desk, since) {
      const found = await deps.jira.of(customer.snapshot).search({
        jql: raisedJql({ accountId: customer.accountId, projectId: desk.projectId }),
        nextPageToken: null,
        maxResults: 5,
        reconcile: deps.recent.of(customerKey(customer)),
      });
      const rows = (await openRows(customer, found.keys)).filter((row) => row !== null);
      return rows.filter(({ request }) => request.deskId === desk.id && request.createdAt >= since);
    },
  };
}

async function unlessRefused<Value>(ask: () => Promise<Value>): Promise<Value | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError && (error.code === 'jira_request_invalid' || error.code === 'jira_not_found')) return null;
    throw error;
  }
}

/** A desk that the service account may not look into is closed to everybody; the other desks stay. */
function closedWhenUnreadable(error: unknown): null {
  if (error instanceof AppError && (error.code === 'jira_permission_missing' || error.code === 'jira_not_found')) return null;
  throw error;
}
