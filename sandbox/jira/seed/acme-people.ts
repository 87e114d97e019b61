import { addCustomer, addOrganization, addToken, addUser } from '../builders.ts';
import type { Organization, Site, User } from '../model.ts';

/** Secrets of the demo. They open nothing but this simulator. */
export const demoTokens = {
  acmeAdmin: 'acme-admin-api-token',
  acmeAgent: 'acme-agent-api-token',
  acmeApp: 'acme-app-system-token',
  acmeExpired: 'acme-expired-api-token',
  umbraAdmin: 'umbra-admin-api-token',
  umbraApp: 'umbra-app-system-token',
} as const;

/** Classic scopes an app needs for everything simulated. */
export const appScopes: readonly string[] = [
  'read:jira-work',
  'write:jira-work',
  'read:jira-user',
  'read:servicedesk-request',
  'write:servicedesk-request',
  'manage:servicedesk-customer',
  'read:request.attachment:jira-service-management',
];

export interface AcmePeople {
  admin: User;
  app: User;
  nora: User;
  tomas: User;
  rana: User;
  ada: User;
  bo: User;
  cleo: User;
  dev: User;
  eli: User;
  faye: User;
  borealis: Organization;
  kestrel: Organization;
}

export function addAcmePeople(site: Site, now: number): AcmePeople {
  const admin = addUser(site, {
    accountId: '70121:6d0f6f0e-0a1b-4f4e-9a57-0c7f3a5d1a01',
    email: 'admin@acme.example',
    displayName: 'Alex Admin',
    globalRights: new Set(['ADMINISTER', 'USER_PICKER']),
  });
  const nora = addUser(site, {
    accountId: '70121:6d0f6f0e-0a1b-4f4e-9a57-0c7f3a5d1a02',
    email: 'nora@acme.example',
    displayName: 'Nora Nilsen',
    globalRights: new Set(['USER_PICKER']),
  });
  const tomas = addUser(site, {
    accountId: '70121:6d0f6f0e-0a1b-4f4e-9a57-0c7f3a5d1a03',
    email: 'tomas@acme.example',
    displayName: 'Tomás Ortega',
  });
  const rana = addUser(site, {
    accountId: '70121:6d0f6f0e-0a1b-4f4e-9a57-0c7f3a5d1a04',
    email: 'rana@acme.example',
    displayName: 'Rana Haddad',
  });
  const app = addUser(site, {
    accountId: '557058:6d0f6f0e-0a1b-4f4e-9a57-0c7f3a5d1a05',
    accountType: 'app',
    email: 'gatehouse@connect.example',
    displayName: 'Gatehouse',
    emailHidden: true,
    globalRights: new Set(['ADMINISTER', 'USER_PICKER']),
  });
  addToken(site, admin, { secret: demoTokens.acmeAdmin, expiresAt: now + 300 * 86_400_000 });
  addToken(site, admin, { secret: demoTokens.acmeExpired, expiresAt: now - 86_400_000 });
  addToken(site, nora, { secret: demoTokens.acmeAgent, expiresAt: now + 300 * 86_400_000 });
  addToken(site, app, { secret: demoTokens.acmeApp, kind: 'bearer', scopes: [...appScopes], expiresAt: now + 300 * 86_400_000 });

  const customer = (email: string, displayName: string) => addCustomer(site, { email, displayName });
  const ada = customer('ada@borealis.example', 'Ada Aalto');
  const bo = customer('bo@borealis.example', 'Bo Berg');
  const cleo = customer('cleo@borealis.example', 'Cleo Conti');
  const dev = customer('dev@kestrel.example', 'Dev Desai');
  const eli = customer('eli@kestrel.example', 'Eli Evans');
  const faye = customer('faye@kestrel.example', 'Faye Fontaine');
  const borealis = addOrganization(site, { name: 'Borealis Shipping', members: [ada, bo, cleo], createdAt: now - 400 * 86_400_000 });
  const kestrel = addOrganization(site, { name: 'Kestrel Robotics', members: [dev, eli, faye], createdAt: now - 380 * 86_400_000 });
  addOrganization(site, { name: 'Acme Field Staff', scimManaged: true, createdAt: now - 200 * 86_400_000 });
  return { admin, app, nora, tomas, rana, ada, bo, cleo, dev, eli, faye, borealis, kestrel };
}
