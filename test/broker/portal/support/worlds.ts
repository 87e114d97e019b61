import {
  addApproval,
  addComment,
  addCustomer,
  addDesk,
  addGroup,
  addOrganization,
  addRequest,
  addRequestType,
  addSecurityLevel,
  addUser,
  aSite,
} from '../../../../sandbox/jira/builders.ts';
import type { Site, User } from '../../../../sandbox/jira/model.ts';

/** Draws that are the same for the same seed (mulberry32). */
interface Draws {
  below(count: number): number;
  chance(share: number): boolean;
  some<Item>(items: readonly Item[], share: number): Item[];
  one<Item>(items: readonly Item[]): Item;
}

function createDraws(seed: number): Draws {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    below: (count) => Math.floor(next() * count),
    chance: (share) => next() < share,
    some: (items, share) => items.filter(() => next() < share),
    one: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error('nothing to draw from');
      return item;
    },
  };
}

/** A site in which everything that decides about visibility occurs somewhere, mixed by the seed. */
export function randomSite(seed: number, now: number): Site {
  const draw = createDraws(seed);
  const site = aSite({ name: `world${seed}`, settings: { pageCap: 2 + draw.below(4) } });
  const staff = addUser(site, { email: 'staff@acme.example', displayName: 'Staff' });
  const people: User[] = Array.from({ length: 4 }, (_, index) =>
    index === 3
      ? addUser(site, { email: `person${index}@acme.example`, displayName: `Person ${index}` })
      : addCustomer(site, { email: `person${index}@borealis.example`, displayName: `Person ${index}`, active: !draw.chance(0.1) }),
  );
  const organizations = ['North', 'South', 'West'].map((name) => addOrganization(site, { name, members: draw.some(people, 0.35) }));
  for (let index = 0; index < 3; index += 1) {
    const desk = addDesk(site, {
      projectKey: `P${index}`,
      name: `Desk ${index}`,
      access: draw.chance(0.4) ? 'open' : 'restricted',
      agents: [staff],
      customers: draw.some(people, 0.25),
      organizations: draw.some(organizations, 0.4),
    });
    const groups = ['One', 'Two'].map((name) => addGroup(site, desk, name));
    const types = Array.from({ length: 1 + draw.below(4) }, (_, number) =>
      addRequestType(site, desk, {
        name: `Type ${index}.${number}`,
        groups: draw.some(groups, 0.6),
        ...(draw.chance(0.35) ? { restrictedTo: { users: draw.some(people, 0.3), organizations: draw.some(organizations, 0.3) } } : {}),
      }),
    );
    const level = addSecurityLevel(site, desk, { name: 'Confidential', users: draw.some(people, 0.4), reporter: draw.chance(0.5) });
    for (let number = 0; number < 5; number += 1) {
      const issue = addRequest(site, desk, {
        type: draw.chance(0.9) ? draw.one(types) : null,
        reporter: draw.chance(0.85) ? draw.one(people) : staff,
        summary: `Request ${index}.${number}`,
        participants: draw.some(people, 0.15),
        organizations: draw.some(organizations, 0.25),
        ...(draw.chance(0.2) ? { securityLevel: level } : {}),
        createdAt: now - draw.below(1_000_000),
      });
      if (draw.chance(0.2)) addApproval(site, issue, { approvers: draw.some(people, 0.4) });
      for (let comment = 0; comment < draw.below(4); comment += 1)
        addComment(site, issue, {
          author: draw.one([staff, ...people]),
          body: `Comment ${comment}`,
          public: draw.chance(0.6),
          visibility: draw.chance(0.2) ? { type: 'role', value: 'Administrators' } : null,
          createdAt: now - draw.below(500_000),
        });
    }
  }
  return site;
}
