import { addUser } from '../../../../../sandbox/jira/builders.ts';
import type { Site, User } from '../../../../../sandbox/jira/model.ts';
import type { Draws } from './draws.ts';

export interface People {
  /** Portal-only. */
  readonly customers: readonly User[];
  readonly staff: User;
  /** An Atlassian account: agent of some desks, customer of others. */
  readonly worker: User;
  /** An Atlassian account without a role, sometimes with Browse Projects. */
  readonly colleague: User;
  /** An app's account, where there is one. */
  readonly robots: readonly User[];
  /** All of them but the staff. */
  readonly mixed: readonly User[];
}

/** The Atlassian accounts have the same ids on every site, as they do in truth. */
export function addPeople(site: Site, draw: Draws): People {
  const customers = [0, 1, 2].map((index) => {
    const email = `person${index}@borealis.example`;
    const name = index > 0 && draw.chance(0.2) ? 'Person 0' : `Person ${index}`;
    return addUser(site, {
      accountId: `qm:${site.cloudId}:${index}`,
      accountType: 'customer',
      email,
      displayName: draw.chance(0.1) ? email : name,
      active: index === 0 || !draw.chance(0.15),
    });
  });
  const staff = addUser(site, { accountId: '70121:staff', email: 'staff@acme.example', displayName: 'Staff' });
  const worker = addUser(site, { accountId: '70121:worker', email: 'worker@acme.example', displayName: 'Worker' });
  const colleague = addUser(site, { accountId: '70121:colleague', email: 'colleague@acme.example', displayName: 'Colleague' });
  const robots = draw.chance(0.15)
    ? [addUser(site, { accountId: '557058:robot', accountType: 'app', email: 'robot@acme.example', displayName: 'Robot' })]
    : [];
  return { customers, staff, worker, colleague, robots, mixed: [...customers, worker, colleague, ...robots] };
}
