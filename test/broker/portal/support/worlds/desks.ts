import { addDesk, addGroup, addRequestType, addSecurityLevel, aField } from '../../../../../sandbox/jira/builders.ts';
import type { Desk, Organization, RequestField, Site } from '../../../../../sandbox/jira/model.ts';
import type { Draws } from './draws.ts';
import type { People } from './people.ts';
import { secretWord, service } from './words.ts';

/** A desk with its groups, types and one security level. */
export function addRandomDesk(site: Site, draw: Draws, index: number, people: People, organizations: readonly Organization[]): Desk {
  const access = draw.chance(0.35) ? 'open' : 'restricted';
  const desk = addDesk(site, {
    projectKey: `P${index}`,
    name: draw.chance(0.1) ? 'Desk' : `Desk ${index}`,
    access,
    anonymousBrowsing: access === 'open' && draw.chance(0.4),
    customersMayShare: draw.chance(0.5),
    agents: [people.staff, ...draw.some([people.worker], 0.2)],
    administrators: draw.some([people.worker], 0.05),
    browsers: draw.some([people.colleague], 0.2),
    customers: draw.some(people.mixed, 0.25),
    organizations: draw.some(organizations, 0.4),
  });
  const level = addSecurityLevel(site, desk, {
    name: 'Confidential',
    users: draw.some(people.customers, 0.4),
    reporter: draw.chance(0.5),
  });
  // What a level hides from the service account no customer can be shown; most sites set their levels up for it.
  if (draw.chance(0.85)) level.accountIds.add(service.accountId);
  const groups = ['One', 'Two'].map((title) => addGroup(site, desk, title));
  const count = draw.chance(0.07) ? 0 : 1 + draw.below(3);
  for (let number = 0; number < count; number += 1) {
    const restrictedTo = { users: draw.some(people.mixed, 0.25), organizations: draw.some(organizations, 0.25) };
    addRequestType(site, desk, {
      name: draw.chance(0.1) ? 'Type' : `Type ${number}`,
      groups: draw.some(groups, 0.6),
      fields: draw.one(forms)(),
      ...(draw.chance(0.4) ? { restrictedTo } : {}),
    });
  }
  return desk;
}

const summary = () => aField({ fieldId: 'summary', kind: 'summary', name: 'Summary', required: true });
const description = (visible: boolean) => aField({ fieldId: 'description', kind: 'description', name: 'Description', visible });
const urgency = () =>
  aField({
    fieldId: 'customfield_10200',
    kind: 'select',
    name: 'Urgency',
    options: [
      { id: '1', label: 'High' },
      { id: '2', label: 'Low' },
    ],
  });
const routing = () => aField({ fieldId: 'customfield_10201', name: 'Routing', visible: false, preset: [`${secretWord} routing`] });

const forms: (() => RequestField[])[] = [
  () => [summary(), description(true)],
  () => [summary()],
  () => [summary(), description(false)],
  () => [summary(), description(true), urgency(), routing()],
];
