import {
  addComment,
  addCustomer,
  addDesk,
  addGroup,
  addOrganization,
  addRequest,
  addRequestType,
  addToken,
  addUser,
  aSite,
  summaryAndDescription,
} from '../builders.ts';
import type { Site } from '../model.ts';
import { appScopes, demoTokens } from './acme-people.ts';
import { fields } from './fields.ts';

/** The second site: smaller, other ids for everything, and Ada has an account here as well, another one. */
export function umbraSite(now: number): Site {
  const site = aSite({
    name: 'umbra',
    title: 'Umbra Labs',
    cloudId: 'c3b0d1f2-7a64-4d39-8e55-2f6a9b8c7d10',
    lastId: 20_500,
    systemFields: { requestType: 10210, participants: 10235, organizations: 10202, approvals: 10236 },
  });
  const admin = addUser(site, {
    accountId: '712020:0b7e1f6a-5f4d-4b1c-8a2e-9d3c6b5a4f01',
    email: 'admin@umbra.example',
    displayName: 'Uma Berger',
    globalRights: new Set(['ADMINISTER', 'USER_PICKER']),
  });
  const app = addUser(site, {
    accountId: '557058:0b7e1f6a-5f4d-4b1c-8a2e-9d3c6b5a4f02',
    accountType: 'app',
    email: 'gatehouse@connect.example',
    displayName: 'Gatehouse',
    emailHidden: true,
    globalRights: new Set(['ADMINISTER', 'USER_PICKER']),
  });
  addToken(site, admin, { secret: demoTokens.umbraAdmin, expiresAt: now + 200 * 86_400_000 });
  addToken(site, app, { secret: demoTokens.umbraApp, kind: 'bearer', scopes: [...appScopes], expiresAt: now + 200 * 86_400_000 });
  const ada = addCustomer(site, { email: 'ada@borealis.example', displayName: 'Ada Aalto' });
  const gil = addCustomer(site, { email: 'gil@juniper.example', displayName: 'Gil Grant' });
  const borealis = addOrganization(site, { name: 'Borealis Shipping', members: [ada] });
  const desk = addDesk(site, {
    id: '7',
    projectId: '20007',
    projectKey: 'LAB',
    name: 'Lab Services',
    access: 'restricted',
    administrators: [admin, app],
    customers: [gil],
    organizations: [borealis],
  });
  const tests = addGroup(site, desk, 'Measurements');
  const measurement = addRequestType(site, desk, {
    name: 'Order a measurement',
    description: 'Send us a sample, we send you numbers.',
    iconId: '10530',
    groups: [tests],
    fields: [
      ...summaryAndDescription({ summary: 'What shall we measure?', descriptionRequired: true }),
      fields.quantity('Number of samples'),
      fields.neededBy(),
    ],
  });
  addRequestType(site, desk, {
    name: 'Ask about a report',
    description: 'You received a report and have a question.',
    iconId: '10531',
    groups: [tests],
  });
  const salt = addRequest(site, desk, {
    type: measurement,
    reporter: ada,
    summary: 'Salt content of hull samples',
    fields: { description: 'Twelve samples, taken in October.', customfield_10124: 12 },
    createdAt: now - 9 * 86_400_000,
  });
  addComment(site, salt, { author: admin, body: 'The samples arrived today.', createdAt: now - 8 * 86_400_000 });
  addComment(site, salt, {
    author: admin,
    body: 'Two are contaminated; ask before invoicing.',
    public: false,
    createdAt: now - 8 * 86_400_000,
  });
  addRequest(site, desk, {
    type: measurement,
    reporter: gil,
    summary: 'Purity of copper wire',
    fields: { customfield_10124: 3 },
    createdAt: now - 86_400_000,
  });
  return site;
}
