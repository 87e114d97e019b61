import { describe, expect, test } from '@jest/globals';
import { createPortalGuard, type PortalGuard } from '../../../broker/portal/guard.ts';
import type { Site } from '../../../sandbox/jira/model.ts';
import { demoSites } from '../../../sandbox/jira/seed.ts';
import { openSimulatedJira, type SimulatedJira } from './support/simulated.ts';
import { randomSite } from './support/worlds.ts';

/** What one person sees, natively or through the guard. */
interface Sight {
  portals: string[];
  types: Record<string, { group: string; types: string[] }[]>;
  list: string[];
  /** Texts of comments by request; a request that cannot be opened is absent. */
  requests: Record<string, { summary: string; status: string; comments: string[] }>;
}

const isStaff = (site: Site, accountId: string) =>
  [...site.desks.values()].some((desk) => desk.agents.has(accountId) || desk.administrators.has(accountId) || desk.browsers.has(accountId));

function native({ site }: SimulatedJira, accountId: string): Sight {
  const view = site.asCustomer(accountId);
  // One deviation, on purpose: a portal in which a person may raise nothing, not even by link, and which no organization
  // of theirs belongs to, would be an empty page and is not listed. Requests in it are.
  const mine = new Set([...site.organizations.values()].filter((one) => one.members.has(accountId)).map((one) => one.id));
  const empty = (deskId: string) => {
    const desk = site.desks.get(deskId);
    if (desk === undefined || [...desk.organizationIds].some((id) => mine.has(id))) return false;
    return desk.requestTypes.every(
      (type) =>
        type.restrictedTo !== null &&
        !type.restrictedTo.accountIds.has(accountId) &&
        ![...type.restrictedTo.organizationIds].some((id) => mine.has(id)),
    );
  };
  const portals = view
    .portals()
    .map((portal) => portal.deskId)
    .filter((deskId) => !empty(deskId));
  return {
    portals,
    types: Object.fromEntries(
      portals.map((deskId) => [
        deskId,
        (view.requestTypes(deskId) ?? []).map(({ group, types }) => ({ group: group.name, types: types.map((type) => type.name) })),
      ]),
    ),
    list: view
      .requests()
      .map((request) => request.key)
      .sort(),
    requests: Object.fromEntries(
      [...site.issues.values()].flatMap(({ key }) => {
        const request = view.request(key);
        if (request === null) return [];
        const comments = (view.comments(key) ?? []).map((comment) => comment.body).sort();
        return [[key, { summary: request.summary, status: request.status, comments }]];
      }),
    ),
  };
}

async function guarded(jira: SimulatedJira, guard: PortalGuard, accountId: string): Promise<Sight> {
  const customer = jira.acting(accountId);
  const portals = (await guard.portals(customer)).map((desk) => desk.id);
  const types: Sight['types'] = {};
  for (const deskId of jira.site.desks.keys()) {
    const portal = await guard.portal(customer, deskId);
    if (portal.ok)
      types[deskId] = portal.value.groups.map((entry) => ({ group: entry.group.name, types: entry.types.map((type) => type.name) }));
  }
  const list: string[] = [];
  let pageToken: string | null = null;
  do {
    const page = await guard.requests(customer, { status: 'all', text: '', deskId: null, pageToken });
    list.push(...page.rows.map((row) => row.key));
    pageToken = page.nextPageToken;
  } while (pageToken !== null);
  const requests: Sight['requests'] = {};
  for (const { key, deskId } of jira.site.issues.values()) {
    const view = await guard.request(customer, deskId, key);
    if (!view.ok) continue;
    const comments = view.value.feed.flatMap((item) => (item.kind === 'comment' ? [item.text] : [])).sort();
    requests[key] = { summary: view.value.summary, status: view.value.status.name, comments };
  }
  return { portals, types, list: list.sort(), requests };
}

async function compare(makeSite: (now: number) => Site): Promise<{ people: number; requests: number }> {
  const jira = openSimulatedJira(makeSite);
  const guard = createPortalGuard({ jira: jira.source, clock: jira.clock });
  const people = [...jira.site.users.values()].filter((user) => !isStaff(jira.site, user.accountId) && user.accountType !== 'app');
  let requests = 0;
  for (const { accountId, displayName } of people) {
    const expected = native(jira, accountId);
    requests += Object.keys(expected.requests).length;
    expect({ displayName, ...(await guarded(jira, guard, accountId)) }).toEqual({ displayName, ...expected });
  }
  await jira.close();
  return { people: people.length, requests };
}

describe('the guard shows what the native portal shows, never more and never less', () => {
  test.each([0, 1])('to everybody of demo site %d', async (index) => {
    const seen = await compare((now) => demoSites(now)[index] as Site);
    expect(seen.people).toBeGreaterThan(0);
    expect(seen.requests).toBeGreaterThan(0);
  });

  test.each(Array.from({ length: 30 }, (_, seed) => seed + 1))('to everybody of random world %d', async (seed) => {
    expect((await compare((now) => randomSite(seed, now))).people).toBe(4);
  });
});
