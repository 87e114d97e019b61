import type { JiraSource } from '../../domain/ports/jira.ts';
import { atMost, callsAtATime } from './at-most.ts';
import type { Catalogue } from './catalogue.ts';
import { type ActingCustomer, customerKey } from './customer.ts';
import { searchWords, titlesJql } from './jql.ts';
import { noFormWhenGone } from './readable.ts';
import type { RecentWrites } from './recent-writes.ts';
import type { OpenedRequest } from './request-access.ts';

/**
 * R8 for a search: a hit in a description that the request's form does not show would tell of its words. Of those requests
 * only the ones are left whose title is a hit as well, and that is for Jira to say, which knows of stems. Nulls stay where
 * they are, and more come to be.
 */
export async function withoutHints(
  deps: { readonly jira: JiraSource; readonly catalogue: Catalogue; readonly recent: RecentWrites },
  customer: ActingCustomer,
  text: string,
  rows: readonly (OpenedRequest | null)[],
): Promise<readonly (OpenedRequest | null)[]> {
  if (searchWords(text) === '') return rows;
  const shown = await atMost(callsAtATime, rows, async (row) => row !== null && showsDescription(deps.catalogue, customer, row));
  const doubtful = rows.flatMap((row, index) => (row === null || shown[index] ? [] : [row.request.key]));
  if (doubtful.length === 0) return rows;
  const { keys } = await deps.jira.of(customer.snapshot).search({
    jql: titlesJql(doubtful, text),
    nextPageToken: null,
    maxResults: doubtful.length,
    reconcile: deps.recent.of(customerKey(customer)),
  });
  return rows.map((row, index) => (row !== null && (shown[index] || keys.includes(row.request.key)) ? row : null));
}

/** The form decides, not the values that came along with the request. */
async function showsDescription(catalogue: Catalogue, customer: ActingCustomer, { request }: OpenedRequest): Promise<boolean> {
  const form = await catalogue.fields(customer, request.deskId, request.requestTypeId, 'listed').catch(noFormWhenGone);
  return form.some((field) => field.visible && field.id === 'description');
}
