import { AppError } from '../../../../../broker/domain/app-error.ts';
import type { Issue, Site } from '../../../../../sandbox/jira/model.ts';
import { differences } from './differences.ts';
import { requestSight } from './guarded.ts';
import { questionsFor } from './questions.ts';
import { nativeOf, type Stage, siteOf } from './stage.ts';
import { service } from './words.ts';
import type { Actor } from './world.ts';

/** Raises requests and comments wherever the person looks, and tells what came of it that the native portal would not do. */
export async function writes(stage: Stage, actor: Actor): Promise<string[]> {
  const questions = questionsFor(stage.world, siteOf(stage, actor), actor.accountId);
  const found: string[] = [];
  for (const place of questions.forms.slice(0, 2)) found.push(...(await orError(() => raiseAt(stage, actor, place))));
  for (const place of questions.requests.slice(0, 2)) found.push(...(await orError(() => commentAt(stage, actor, place))));
  return found;
}

async function orError(write: () => Promise<string[]>): Promise<string[]> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof AppError) return [`writing ends in ${error.code}`];
    throw error;
  }
}

async function raiseAt(stage: Stage, actor: Actor, place: { deskId: string; typeId: string }): Promise<string[]> {
  const site = siteOf(stage, actor);
  const native = nativeOf(stage, actor);
  const fields = native.form(place.deskId, place.typeId);
  const at = `raising at ${place.deskId}/${place.typeId}`;
  const before = stateOf(site);
  const customer = stage.open.acting(actor);

  const smuggled = await stage.guard.raise(customer, place, async () => ({ ok: true, values: { summary: 'New', customfield_10201: 'x' } }));
  if (smuggled.ok) return [`${at}: a hidden field is taken`];
  if (changed(before, stateOf(site))) return [`${at}: refused, yet something is there`];

  const values = { summary: 'New printer', ...(fields?.includes('description') ? { description: 'for us' } : {}) };
  const raised = await stage.guard.raise(customer, place, async () => ({ ok: true, values }));
  if (fields === null) {
    stage.occurred.add('a request refused');
    return raised.ok || changed(before, stateOf(site)) ? [`${at}: native refuses, guard ${JSON.stringify(raised)}`] : [];
  }
  const desk = site.desks.get(place.deskId);
  // Only an agent raises for others, so nothing is raised where the service account is none.
  if (raised.ok && raised.kind === 'failed' && !desk?.agents.has(service.accountId) && !changed(before, stateOf(site))) return [];
  if (!raised.ok || raised.kind !== 'raised') return [`${at}: native raises, guard ${JSON.stringify(raised)}`];
  stage.occurred.add('a request raised');
  const issue = byKey(site, raised.key);
  const right = issue?.reporter === actor.accountId && issue.deskId === place.deskId && issue.requestTypeId === place.typeId;
  if (!right) return [`${at}: ${raised.key} is another request than was raised`];
  const { issues, customers } = stateOf(site);
  if (issues.size !== before.issues.size + 1 || customers !== before.customers) return [`${at}: more than the request was changed`];
  // Straight away, however far the search index lags behind.
  const all = { status: 'all', text: '', deskId: null } as const;
  const page = await stage.guard.requests(customer, { ...all, pageToken: null });
  if (!native.list(all).includes(raised.key) || page.rows.some((row) => row.key === raised.key)) return [];
  return [`${at}: ${raised.key} is not in the list`];
}

async function commentAt(stage: Stage, actor: Actor, place: { deskId: string; key: string }): Promise<string[]> {
  const site = siteOf(stage, actor);
  const native = nativeOf(stage, actor);
  const at = `commenting on ${place.key} below ${place.deskId}`;
  const before = stateOf(site);
  const customer = stage.open.acting(actor);
  const sent = await stage.guard.comment(customer, place, 'Thank you', async () => true);
  const after = stateOf(site);
  if (native.request(place.deskId, place.key) === null) {
    stage.occurred.add('a comment refused');
    return sent.ok || changed(before, after) ? [`${at}: native refuses, guard ${JSON.stringify(sent)}`] : [];
  }
  if (!sent.ok) return [`${at}: native takes it, guard ${JSON.stringify(sent)}`];
  stage.occurred.add('a comment sent');
  const comment = byKey(site, place.key)?.comments.at(-1);
  const right =
    comment?.public === true && comment.author === service.accountId && comment.body === '_Somebody (via portal):_\n\nThank you';
  if (!right || after.comments !== before.comments + 1 || after.customers !== before.customers)
    return [`${at}: another comment than was sent`];
  const shown = await requestSight(stage.guard, customer, place.deskId, place.key);
  return differences(native.request(place.deskId, place.key), shown).map((difference) => `${at}, then ${difference}`);
}

interface State {
  readonly issues: ReadonlySet<string>;
  readonly comments: number;
  /** Who is listed as a customer of which desk. */
  readonly customers: string;
}

function stateOf(site: Site): State {
  return {
    issues: new Set(site.issues.keys()),
    comments: [...site.issues.values()].reduce((sum, issue) => sum + issue.comments.length, 0),
    customers: JSON.stringify([...site.desks.values()].map((desk) => [desk.id, ...desk.customers])),
  };
}

function changed(before: State, after: State): boolean {
  return before.issues.size !== after.issues.size || before.comments !== after.comments || before.customers !== after.customers;
}

function byKey(site: Site, key: string): Issue | undefined {
  return [...site.issues.values()].find((issue) => issue.key === key || issue.formerKeys.includes(key));
}
