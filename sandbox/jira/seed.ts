import { aSite } from './builders.ts';
import type { Site } from './model.ts';
import { addHr } from './seed/acme-hr.ts';
import { addItHelp } from './seed/acme-it.ts';
import { addPartnerSupport } from './seed/acme-partner.ts';
import { addAcmePeople } from './seed/acme-people.ts';
import { umbraSite } from './seed/umbra.ts';

/** The demo's main site: three desks, two partner companies, six customers. Ids are the same in every run. */
function acmeSite(now: number): Site {
  const site = aSite({ name: 'acme', title: 'Acme', cloudId: '1f5e8a2c-93d4-4c1b-b7a0-6e2d4f8c9a01', lastId: 10_300 });
  const people = addAcmePeople(site, now);
  addItHelp(site, people, now);
  addHr(site, people, now);
  addPartnerSupport(site, people, now);
  return site;
}

/** Both sites of the demo, with dates around `now` (epoch milliseconds). */
export function demoSites(now: number): Site[] {
  return [acmeSite(now), umbraSite(now)];
}

/** The account of a person by e-mail address; throws when the site does not know it. */
export function accountOf(site: Site, email: string): string {
  const user = [...site.users.values()].find((candidate) => candidate.email === email);
  if (!user) throw new Error(`${site.name} knows nobody called ${email}`);
  return user.accountId;
}
