import { chosenAttributes, oidcDefaults, samlDefaults } from '#contract/presets/defaults';
import type { AdminRpc, AdminRpcName } from '#contract/rpc/admin';
import type { ConnectionDraft } from '#contract/rpc/drafts';
import type { Party } from '#contract/settings/party';
import { recommendedSecondFactor } from '#contract/settings/second-factor';
import type { ForgeHost } from '../forge/host.ts';
import { demoTokens } from '../jira/seed/acme-people.ts';
import type { SamlTown } from '../saml/town.ts';
import { type DemoAddresses, demo } from './world.ts';

/** Sets the tenant `acme` up as its admin would in the Forge pages: by the same calls, in the same order. */
export async function seedAcme(forge: ForgeHost, at: DemoAddresses, town: SamlTown): Promise<void> {
  let expectRevision = 0;

  async function call<Name extends AdminRpcName>(name: Name, request: Omit<AdminRpc[Name]['request'], 'expectRevision'>): Promise<void> {
    const result = (await forge.invoke('alex', name, { ...request, expectRevision })) as AdminRpc[Name]['response'];
    if (!result.ok) throw new Error(`${name}: ${result.error.title} ${JSON.stringify(result.error.problems)}`);
    if (result.value !== null && 'saved' in result.value) expectRevision = result.value.saved.revision;
  }

  await call('overview.load', {});
  await call('jira.save', {
    jira: { kind: 'api-token', siteUrl: at.acmeJira, email: 'admin@acme.example', newToken: demoTokens.acmeAdmin, expiresOn: inMonths(10) },
  });
  await call('connection.save', { create: true, connection: draft('borealis', 'Borealis Shipping', at.borealis, 'borealis.example') });
  await call('connection.save', { create: true, connection: draft('kestrel', 'Kestrel Robotics', at.kestrel, 'kestrel.example') });
  await call('connection.save', { create: true, connection: samlDraft(at, town) });
  await call('party.save', { create: true, party: wiki(at, town) });
  await call('policy.save', { policy: { preset: 'everybody' } });
  // Beside the ways that cost nothing: messages and a YubiKey are on the page of the demo, and a token is in the pool. Codes by e-mail stay off: they need no setting
  // up, so nobody would be asked to set up anything better.
  await call('second-factor.save', {
    secondFactor: {
      ...recommendedSecondFactor,
      methods: {
        ...recommendedSecondFactor.methods,
        'oath-token': { enabled: true },
        'yubico-otp': { enabled: true },
        'sms-code': { ...recommendedSecondFactor.methods['sms-code'], enabled: true, countries: ['DE', 'FI', 'GB', 'NO', 'SE', 'US'] },
      },
    },
  });
  await call('portal.save', {
    portal: {
      name: 'Acme Help',
      accentColor: '#0c66e4',
      contact: 'Acme service desk, +1 555 0100',
      primaryConnection: null,
      askForEmail: false,
    },
  });
}

function draft(id: string, name: string, issuer: string, domain: string): ConnectionDraft {
  return {
    id,
    protocol: 'oidc',
    preset: 'generic-oidc',
    name,
    enabled: true,
    issuer,
    clientId: demo.clients.acme.clientId,
    newClientSecret: demo.clients.acme.clientSecret,
    ...oidcDefaults,
    scopes: ['openid', 'email', 'profile', 'groups'],
    mapping: { ...oidcDefaults.mapping, groups: 'groups' },
    domains: { mode: 'list', list: [domain] },
  };
}

/** Aurora Lines, as its metadata describes it. */
function samlDraft(at: DemoAddresses, { companyEntityId, certificate }: SamlTown): ConnectionDraft {
  return {
    id: 'aurora',
    protocol: 'saml',
    preset: 'generic-saml',
    name: 'Aurora Lines',
    enabled: true,
    entityId: companyEntityId,
    signOn: { url: `${at.aurora}/sso`, binding: 'redirect' },
    logout: { url: `${at.aurora}/slo`, binding: 'redirect' },
    certificates: [certificate],
    metadata: { url: companyEntityId, takeOver: 'certificates', signedBy: null },
    ...samlDefaults,
    mapping: chosenAttributes,
    loginFromProvider: true,
    emailTrust: 'authoritative',
    domains: { mode: 'list', list: ['aurora.example'] },
  };
}

/** An application of Acme's own. */
function wiki(at: DemoAddresses, town: SamlTown): Party {
  return {
    id: 'wiki',
    preset: 'custom-saml',
    name: 'Harbour Wiki',
    enabled: true,
    entityId: town.wiki.entityId,
    acs: [`${at.wiki}/acs`],
    logout: { url: `${at.wiki}/slo`, binding: 'redirect' },
    certificates: [town.wiki.certificate],
    signedRequests: true,
    encryptTo: null,
    nameId: { format: 'persistent', value: 'subject' },
    attributes: [
      { name: 'email', value: 'email' },
      { name: 'displayName', value: 'display-name' },
      { name: 'groups', value: 'groups' },
    ],
    sign: 'assertion',
    algorithm: 'rsa-sha256',
    connections: null,
    primaryConnection: null,
    policy: null,
  };
}

function inMonths(count: number): string {
  return new Date(Date.now() + count * 30 * 86_400_000).toISOString().slice(0, 10);
}
