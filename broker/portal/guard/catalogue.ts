import { AppError } from '../../domain/app-error.ts';
import type { Desk, RequestField, RequestType, RequestTypeGroup } from '../../domain/jira.ts';
import type { JiraSource } from '../../domain/ports/jira.ts';
import { atMost, callsAtATime } from './at-most.ts';
import { type ActingCustomer, tenantKey } from './customer.ts';
import { projectJql } from './jql.ts';
import type { Memory } from './memory.ts';

/** How fresh an answer has to be: `listed` may be a minute old, `live` is asked now (opening and writing). */
export type Freshness = 'listed' | 'live';

export const listedMs = 60_000;

/** What a site offers to anybody: desks, types, groups, fields. It holds nothing about people and grants nothing. */
export interface Catalogue {
  desks(customer: ActingCustomer, freshness: Freshness): Promise<readonly Desk[]>;
  /** Desks whose projects a search may name; Jira refuses one that names a project which the service account cannot browse. */
  searchableDesks(customer: ActingCustomer, freshness: Freshness): Promise<readonly Desk[]>;
  findDesk(customer: ActingCustomer, deskId: string, freshness: Freshness): Promise<Desk | null>;
  types(customer: ActingCustomer, deskId: string, freshness: Freshness): Promise<readonly RequestType[]>;
  groups(customer: ActingCustomer, deskId: string): Promise<readonly RequestTypeGroup[]>;
  fields(customer: ActingCustomer, deskId: string, typeId: string, freshness: Freshness): Promise<readonly RequestField[]>;
  /** Field ids by custom type, for JQL. */
  customFieldIds(customer: ActingCustomer): Promise<ReadonlyMap<string, string>>;
}

export function createCatalogue(deps: { jira: JiraSource; memory: Memory }): Catalogue {
  const ask = <Value>(customer: ActingCustomer, what: string, freshness: Freshness, question: () => Promise<Value>): Promise<Value> => {
    const key = `${tenantKey(customer)}#${what}`;
    return freshness === 'live' ? deps.memory.refresh(key, question) : deps.memory.recall(key, listedMs, question);
  };
  const jiraOf = (customer: ActingCustomer) => deps.jira.of(customer.snapshot);
  const desks = (customer: ActingCustomer, freshness: Freshness) => ask(customer, 'desks', freshness, () => jiraOf(customer).desks());
  const searchable = async (customer: ActingCustomer, freshness: Freshness): Promise<readonly Desk[]> => {
    const jira = jiraOf(customer);
    const ask = (desk: Desk) => jira.search({ jql: projectJql(desk.projectId), nextPageToken: null, maxResults: 1, reconcile: [] });
    const found = await atMost(callsAtATime, await desks(customer, freshness), (desk) => ask(desk).then(() => [desk], noneWhenRefused));
    return found.flat();
  };
  return {
    desks,
    searchableDesks: (customer, freshness) => ask(customer, 'searchable-desks', freshness, () => searchable(customer, freshness)),
    findDesk: async (customer, deskId, freshness) =>
      freshness === 'live'
        ? jiraOf(customer).findDesk(deskId)
        : ((await desks(customer, 'listed')).find((desk) => desk.id === deskId) ?? null),
    types: (customer, deskId, freshness) => ask(customer, `types/${deskId}`, freshness, () => jiraOf(customer).requestTypes(deskId)),
    groups: (customer, deskId) => ask(customer, `groups/${deskId}`, 'listed', () => jiraOf(customer).requestTypeGroups(deskId)),
    fields: (customer, deskId, typeId, freshness) =>
      ask(customer, `fields/${deskId}/${typeId}`, freshness, () => jiraOf(customer).requestFields(deskId, typeId)),
    customFieldIds: (customer) => ask(customer, 'custom-fields', 'listed', () => jiraOf(customer).customFieldIds()),
  };
}

function noneWhenRefused(error: unknown): never[] {
  if (error instanceof AppError && error.code === 'jira_request_invalid') return [];
  throw error;
}
