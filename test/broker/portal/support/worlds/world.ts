import { addOrganization, addToken, addUser, aSite } from '../../../../../sandbox/jira/builders.ts';
import type { Desk, Site } from '../../../../../sandbox/jira/model.ts';
import { moveIssue } from '../../../../../sandbox/jira/move-issue.ts';
import { addRandomDesk } from './desks.ts';
import { createDraws, type Draws } from './draws.ts';
import { partsOf } from './parts.ts';
import { addPeople } from './people.ts';
import { type Quirk, quirks } from './quirks.ts';
import { addRandomRequest } from './requests.ts';
import { service } from './words.ts';

/** Somebody whose sight is compared. */
export interface Actor {
  /** Index of the site, and so of the tenant. */
  readonly tenant: number;
  readonly accountId: string;
}

export interface World {
  readonly seed: number;
  /** In the second, where there is one, other things stand under the same numbers. */
  readonly sites: readonly Site[];
  readonly actors: readonly Actor[];
  readonly quirk: Quirk | null;
  /** For what is decided while the world is played; does not depend on what was left out. */
  readonly draw: Draws;
  /** A number below `count` that belongs to the seed and this question, and to nothing else. */
  choice(question: string, count: number): number;
}

export const startOfTime = Date.UTC(2026, 10, 21, 12);

/** The world of a seed. `without` names parts (`partsOf`) that are taken out of it again, to make a finding small. */
export function aWorld(seed: number, without: readonly string[] = []): World {
  const draw = createDraws(seed);
  const sites = [aRandomSite(draw, `world${seed}`)];
  if (draw.chance(0.2)) sites.push(aRandomSite(draw, `other${seed}`));
  const [first] = sites as [Site];
  const customers = ['0', '1', '2'].map((number) => `qm:${first.cloudId}:${number}`);
  const robots = first.users.has('557058:robot') ? ['557058:robot'] : [];
  const main = [...robots, ...customers, '70121:worker', '70121:colleague'];
  const choice = (question: string, count: number) => {
    let mixed = seed;
    for (const letter of question) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0x01000193);
    return createDraws(mixed).below(count);
  };
  // Two of them, each seed others; the second site's account is the first site's as well. Who has many requests is there.
  const turn = choice('actors', main.length);
  const turned = main.map((_, index) => main[(turn + index) % main.length] ?? '');
  const actors = [...(first.issues.size > 12 ? customers.slice(0, 1) : []), ...turned].map((accountId) => ({ tenant: 0, accountId }));
  const neighbours =
    sites.length > 1
      ? [
          { tenant: 0, accountId: '70121:colleague' },
          { tenant: 1, accountId: '70121:colleague' },
        ]
      : [];
  const quirk = draw.chance(0.3) ? draw.one(quirks) : null;
  const world = {
    seed,
    sites,
    quirk,
    actors: unique([...neighbours, ...actors]).slice(0, neighbours.length > 0 ? 3 : 2),
    choice,
    draw: createDraws(seed ^ 0x5eed),
  };
  const parts = partsOf(world.sites);
  for (const name of without) parts.get(name)?.();
  return world;
}

function unique(actors: readonly Actor[]): Actor[] {
  return [...new Map(actors.map((actor) => [`${actor.tenant} ${actor.accountId}`, actor])).values()];
}

function aRandomSite(draw: Draws, name: string): Site {
  const now = startOfTime;
  const site = aSite({
    name,
    cloudId: `cloud-${name}`,
    settings: {
      pageCap: 3 + draw.below(5),
      searchLagMs: draw.chance(0.2) ? 20_000 : 0,
      customersBrowse: draw.chance(0.6) ? 'requests' : draw.one(['desk', 'nothing'] as const),
    },
  });
  const people = addPeople(site, draw);
  const organizations = ['North', 'South', 'West'].map((title) =>
    addOrganization(site, {
      name: draw.chance(0.1) ? 'North' : title,
      uuid: `${name}-${title}`,
      createdAt: now,
      members: draw.some(people.mixed, 0.3),
    }),
  );
  const busy = draw.chance(0.1);
  const count = 2 + draw.below(2);
  const desks = Array.from({ length: count }, (_, index) => addRandomDesk(site, draw, index, people, organizations));
  for (const [index, desk] of desks.entries()) {
    const crowd = busy && index === 0;
    const requests = crowd ? 13 + draw.below(14) : 1 + draw.below(4);
    const reporters = crowd ? people.customers.slice(0, 1) : people.mixed;
    for (let number = 0; number < requests; number += 1) addRandomRequest(site, desk, draw, { people, organizations, reporters, now });
  }
  age(site, desks, draw);
  addService(site, desks, draw);
  return site;
}

/** What happens to a site over the years: things move, and others are deleted while references to them stay. */
function age(site: Site, desks: readonly Desk[], draw: Draws): void {
  for (const desk of desks) {
    if (draw.chance(0.1)) desk.requestTypes.splice(0, 1);
    if (draw.chance(0.08)) desk.groups.splice(0, 1);
    if (draw.chance(0.06)) desk.securityLevels.splice(0, 1);
  }
  for (const issue of site.issues.values()) {
    if (!draw.chance(0.08)) continue;
    const to = draw.one(desks);
    const type = to.requestTypes.length > 0 && draw.chance(0.6) ? draw.one(to.requestTypes) : null;
    if (to.id !== issue.deskId) moveIssue(site, issue, { desk: to, type, at: issue.updatedAt + 1 });
  }
  if (draw.chance(0.08)) site.users.delete(`qm:${site.cloudId}:1`);
  const [oldest] = site.organizations.values();
  // Requests go on naming it.
  if (oldest !== undefined && draw.chance(0.05)) {
    site.organizations.delete(oldest.id);
    for (const desk of desks) desk.organizationIds.delete(oldest.id);
  }
}

/** An agent of all desks, or of all but one: somebody forgot it. */
function addService(site: Site, desks: readonly Desk[], draw: Draws): void {
  const { accountId, email, token } = service;
  const account = addUser(site, { accountId, email, displayName: 'Portal Service', globalRights: new Set(['ADMINISTER', 'USER_PICKER']) });
  addToken(site, account, { secret: token, expiresAt: startOfTime + 86_400_000 });
  for (const [index, desk] of desks.entries()) if (index === 0 || !draw.chance(0.06)) desk.agents.add(accountId);
}
