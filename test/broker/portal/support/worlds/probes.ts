import { AppError } from '../../../../../broker/domain/app-error.ts';
import { nativeOf, type Stage, siteOf } from './stage.ts';
import type { Actor } from './world.ts';

/** Addresses that mean something to Jira, or to JQL, yet are no ids: none of them may open anything. Lists what they did. */
export async function hostileAddresses(stage: Stage, actor: Actor): Promise<string[]> {
  const { guard } = stage;
  const customer = stage.open.acting(actor);
  const site = siteOf(stage, actor);
  const [desk] = site.desks.values();
  const [issue] = site.issues.values();
  const [other] = [...site.users.keys()].filter((accountId) => accountId !== actor.accountId);
  const found: string[] = [];
  const expectAbsent = async (name: string, ask: () => Promise<{ readonly ok: boolean; readonly code?: string }>) => {
    try {
      const answer = await ask();
      if (answer.ok || answer.code !== 'portal_not_found') found.push(`${name} is answered`);
    } catch (error) {
      found.push(`${name} ends in ${String(error)}`);
    }
  };
  const key = desk?.projectKey ?? 'P0';
  for (const deskId of [
    '',
    '0',
    `0${desk?.id}`,
    `${desk?.id} `,
    key,
    `projectKey:${key}`,
    `serviceDeskId:${desk?.id}`,
    '../servicedesk',
    '1) OR (1',
  ]) {
    await expectAbsent(`desk ${deskId}`, () => guard.portal(customer, deskId));
    if (issue) await expectAbsent(`${issue.key} below ${deskId}`, () => guard.request(customer, deskId, issue.key));
  }
  if (issue) {
    for (const address of [issue.id, issue.key.toLowerCase(), `${issue.key}/`, `${issue.key}?`, ` ${issue.key}`, 'P0-0', 'P0-99999']) {
      await expectAbsent(`request ${address}`, () => guard.request(customer, issue.deskId, address));
      await expectAbsent(`comment at ${address}`, () =>
        guard.comment(customer, { deskId: issue.deskId, key: address }, 'x', async () => true),
      );
    }
  }
  // An account id never comes from outside; should one come all the same, it is no JQL.
  const hostile = stage.open.acting({ ...actor, accountId: `x" OR reporter = "${other}` });
  try {
    const page = await guard.requests(hostile, { status: 'all', text: '', deskId: null, pageToken: null });
    if (page.rows.length > 0) found.push('a hostile account id lists requests');
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  return found;
}

/** Page tokens of one person in the hands of another give the other what is theirs, or nothing. */
export async function foreignPages(stage: Stage): Promise<string[]> {
  const found: string[] = [];
  const { guard, world, open } = stage;
  for (const owner of world.actors) {
    const filter = { status: 'all', text: '', deskId: null } as const;
    const first = await quietly(() => guard.requests(open.acting(owner), { ...filter, pageToken: null }));
    for (const thief of world.actors) {
      if (thief === owner || !first?.nextPageToken) continue;
      stage.occurred.add('a page token of another person');
      const page = await quietly(() => guard.requests(open.acting(thief), { ...filter, pageToken: first.nextPageToken }));
      const theirs = nativeOf(stage, thief).list(filter);
      for (const row of page?.rows ?? [])
        if (!theirs.includes(row.key)) found.push(`${thief.accountId} lists ${row.key} by a page of ${owner.accountId}`);
    }
  }
  return found;
}

async function quietly<Value>(ask: () => Promise<Value>): Promise<Value | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
