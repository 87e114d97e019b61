import { AppError } from '../../../../../broker/domain/app-error.ts';
import type { ActingCustomer } from '../../../../../broker/portal/guard/customer.ts';
import type { RequestView } from '../../../../../broker/portal/guard/request-view.ts';
import type { PortalGuard } from '../../../../../broker/portal/guard.ts';
import { type ListQuestion, listName, type Questions, type RequestSight, type Sight } from './sight.ts';

/** What the person sees through the guard, looked at in this order. A broken promise is a text beginning with `error`. */
export async function guardedSight(
  guard: PortalGuard,
  customer: ActingCustomer,
  questions: Questions,
  first: 'portals' | 'requests' = 'portals',
): Promise<Sight> {
  const requests: Record<string, RequestSight | null> = {};
  const openRequests = async () => {
    for (const { deskId, key } of questions.requests) requests[`${deskId}/${key}`] = await requestSight(guard, customer, deskId, key);
  };
  const portals = await orError(async () => (await guard.portals(customer)).map((desk) => `${desk.id} ${desk.name}`));
  // Before anything is opened: opening refreshes what lists remember.
  const lists: Record<string, string[]> = {};
  for (const question of questions.lists) lists[listName(question)] = (await orError(() => listSight(guard, customer, question))) ?? [];
  if (first === 'requests') await openRequests();
  const portal: Record<string, string[] | null> = {};
  for (const deskId of questions.desks) portal[deskId] = await orError(() => portalSight(guard, customer, deskId));
  const forms: Record<string, string[] | null> = {};
  for (const { deskId, typeId } of questions.forms) {
    forms[`${deskId}/${typeId}`] = await orError(async () => {
      const form = await guard.form(customer, deskId, typeId);
      return form.ok ? form.value.fields.map((field) => field.id) : null;
    });
  }
  if (first === 'portals') await openRequests();
  return { portals: portals ?? [], portal, forms, lists, requests };
}

async function portalSight(guard: PortalGuard, customer: ActingCustomer, deskId: string): Promise<string[] | null> {
  const portal = await guard.portal(customer, deskId);
  if (!portal.ok) return null;
  return portal.value.groups.map(({ group, types }) => `${group.id} ${group.name}: ${types.map(({ id, name }) => `${id} ${name}`).join()}`);
}

/** All pages of a list. */
async function listSight(guard: PortalGuard, customer: ActingCustomer, question: ListQuestion): Promise<string[]> {
  const keys: string[] = [];
  let pageToken: string | null = null;
  do {
    const page = await guard.requests(customer, { ...question, pageToken });
    // A page that tells nothing but that there is another would tell of what it kept back.
    if (page.nextPageToken !== null && page.rows.length < 10) keys.push('error page not full');
    keys.push(...page.rows.map((row) => row.key), ...leaksIn(page.rows));
    pageToken = page.nextPageToken;
  } while (pageToken !== null && keys.length < 200);
  return keys.sort();
}

export async function requestSight(
  guard: PortalGuard,
  customer: ActingCustomer,
  deskId: string,
  key: string,
): Promise<RequestSight | null> {
  try {
    const view = await guard.request(customer, deskId, key);
    return view.ok ? sightOf(view.value) : null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { key: `error ${error.code}`, desk: '', type: '', summary: '', status: '', reporter: '', fields: [], comments: [] };
  }
}

function sightOf(view: RequestView): RequestSight {
  return {
    key: view.key,
    desk: `${view.deskId} ${view.deskName}`,
    type: `${view.typeId} ${view.typeName}`,
    summary: view.summary,
    status: view.status.name,
    reporter: `${view.reporterName}${view.mine ? ' (me)' : ''}`,
    fields: [...view.fields.map((field) => `${field.label}: ${field.text}`), ...leaksIn(view)],
    comments: view.feed.flatMap((item) =>
      item.kind === 'comment' ? [`${item.id} ${item.authorName}${item.mine ? ' (me)' : ''}: ${item.text}`] : [],
    ),
  };
}

/** Nothing that leaves the guard holds an account id or an address (R8). */
function leaksIn(answer: unknown): string[] {
  const text = JSON.stringify(answer);
  return ['qm:', '70121:', '557058:', '@borealis', '@acme'].filter((word) => text.includes(word)).map((word) => `error leak of ${word}`);
}

async function orError<Value>(look: () => Promise<Value>): Promise<Value | string[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [`error ${error.code}`];
  }
}
