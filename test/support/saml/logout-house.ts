import { inflateRawSync } from 'node:zlib';
import type { SamlConnection } from '#contract/settings/connections/saml';
import type { Party } from '#contract/settings/party';
import { buildLogoutRequest, buildPostedLogoutRequest, type LogoutRequestToBuild } from '../../../broker/saml/logout-request.ts';
import { buildLogoutResponse, buildPostedLogoutResponse } from '../../../broker/saml/logout-response.ts';
import type { BrowserPage, TestBrowser } from '../browser.ts';
import { openHouse } from '../house.ts';
import { anApplication, askByAddress, takenBy } from './application.ts';
import { otherRsaKeys, rsaKeys } from './keys.ts';
import { createSamlProvider, type SamlPerson } from './provider.ts';

export const login = 'http://acme-login.localhost:8080';
export const slo = `${login}/saml/slo`;
export const auroraIdp = 'https://idp.aurora.example/metadata';
export const auroraSlo = 'https://idp.aurora.example/slo';
export const logoutAt = (connection: string) => `${login}/saml/connections/${connection}/logout`;

export const wiki = anApplication({ primaryConnection: 'aurora' });
export const crm = anApplication({
  id: 'crm',
  name: 'Sales',
  entityId: 'https://crm.example/saml',
  acs: ['https://crm.example/acs'],
  logout: { url: 'https://crm.example/slo', binding: 'post' },
  nameId: { format: 'persistent', value: 'subject' },
  primaryConnection: 'aurora',
});
/** Has no place to be told of a sign-out. */
export const archive = anApplication({
  id: 'archive',
  name: 'Archive',
  entityId: 'https://archive.example/saml',
  acs: ['https://archive.example/acs'],
  logout: null,
  nameId: { format: 'transient', value: 'subject' },
  primaryConnection: 'aurora',
});

export const ada: SamlPerson = { nameId: 'ada-1', attributes: { email: ['ada@aurora.example'], displayName: ['Ada'], uid: ['a1'] } };
export const bo: SamlPerson = { nameId: 'bo-1', attributes: { email: ['bo@aurora.example'], displayName: ['Bo'], uid: ['b1'] } };

let made = 0;
function newId(): string {
  made += 1;
  return `_l${made}`;
}

/** A house whose people come from a SAML provider, `aurora` (and `polaris`, the same one under another name), to three applications. */
export async function openLogoutHouse() {
  const house = await openHouse({ policy: 'nobody' });
  const provider = createSamlProvider({ entityId: auroraIdp, clock: house.clock });
  const connection = (id: string, more: Partial<SamlConnection> = {}) =>
    provider.connection({
      id,
      name: id,
      logout: { url: auroraSlo, binding: 'redirect' },
      domains: { mode: 'list', list: [`${id}.example`] },
      ...more,
    });
  let revision = 1;

  async function configure(differences: { aurora?: Partial<SamlConnection>; parties?: readonly Party[] } = {}): Promise<void> {
    revision += 1;
    const settings = house.settingsOf('acme', ['borealis', 'kestrel']);
    await house.applySettings(house.acme, revision, {
      ...settings,
      connections: [...settings.connections, connection('aurora', differences.aurora), connection('polaris')],
      parties: [...(differences.parties ?? [wiki, crm, archive])],
      portal: { ...settings.portal, primaryConnection: 'aurora' },
    });
  }
  await configure();

  /** Enters an application, by the provider the first time; gives what the application was told. */
  async function enter(browser: TestBrowser, party: Party, person: SamlPerson = ada, session = 'session-1') {
    const { id, url } = askByAddress(house, party);
    let page = await browser.get(url);
    const gone = page.headers.location;
    if (gone !== undefined) {
      const change = (xml: string) => xml.replace(/SessionIndex="[^"]*"/, session === '' ? '' : `SessionIndex="${session}"`);
      const { action, fields } = provider.answer(gone, person, { change });
      page = await browser.post(action, { ...fields }, { origin: 'https://idp.aurora.example', 'sec-fetch-site': 'cross-site' });
    }
    return (await takenBy(house, party, page, id)).assertion;
  }

  /** Does this browser's session still open the application? */
  async function isIn(browser: TestBrowser, party: Party = wiki): Promise<boolean> {
    return (await browser.get(askByAddress(house, party).url)).body.includes('SAMLResponse');
  }

  const providerRequest = (more: Partial<LogoutRequestToBuild> = {}): LogoutRequestToBuild => ({
    id: newId(),
    now: house.clock.now(),
    issuer: auroraIdp,
    destination: logoutAt('aurora'),
    nameId: { value: 'ada-1', format: null },
    sessionIndex: 'session-1',
    relayState: 'from-idp',
    key: rsaKeys().privateKey,
    ...more,
  });
  const partyRequest = (party: Party, more: Partial<LogoutRequestToBuild>): LogoutRequestToBuild => ({
    ...providerRequest({ issuer: party.entityId, destination: slo, relayState: 'bye', key: otherRsaKeys().privateKey }),
    ...more,
  });
  const crossSite = { origin: 'https://idp.aurora.example', 'sec-fetch-site': 'cross-site' };

  return {
    house,
    provider,
    configure,
    enter,
    isIn,
    providerRequest,
    partyRequest,
    byAddress: (browser: TestBrowser, request: LogoutRequestToBuild) => browser.get(buildLogoutRequest(request)),
    byForm: (browser: TestBrowser, request: LogoutRequestToBuild) =>
      browser.post(request.destination, { ...buildPostedLogoutRequest(request) }, crossSite),
    /** The application's answer to what the broker told it, as its page sends it. */
    async answers(browser: TestBrowser, left: BrowserPage, party: Party, more: Partial<Parameters<typeof buildLogoutResponse>[0]> = {}) {
      const { id, relayState } = askedBy(left);
      const response = {
        id: newId(),
        now: house.clock.now(),
        issuer: party.entityId,
        destination: slo,
        inResponseTo: id,
        outcome: 'success' as const,
        relayState,
        key: otherRsaKeys().privateKey,
        ...more,
      };
      if (party.logout?.binding === 'redirect') return browser.get(`${slo}?${buildLogoutResponse(response).split('?')[1]}`);
      return browser.post(slo, { ...buildPostedLogoutResponse(response) }, crossSite);
    },
    close: () => house.close(),
  };
}

export type LogoutHouse = Awaited<ReturnType<typeof openLogoutHouse>>;

/** A LogoutRequest or LogoutResponse of the broker on its way to somebody, read without the code under test. */
export function askedBy(page: BrowserPage) {
  const { location } = page.headers;
  const form = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.body)?.[1] ?? null;
  const query = location === undefined ? null : new URL(location).searchParams;
  const named = (name: string) => (query === null ? form(name) : query.get(name));
  const encoded = named('SAMLRequest') ?? named('SAMLResponse') ?? '';
  const bytes = Buffer.from(encoded, 'base64');
  const xml = (query === null ? bytes : encoded === '' ? bytes : inflateRawSync(bytes)).toString('utf8');
  const find = (pattern: RegExp) => pattern.exec(xml)?.[1] ?? '';
  return {
    to: location === undefined ? (/<form[^>]* action="([^"]*)"/.exec(page.body)?.[1] ?? null) : location.split('?')[0],
    kind: find(/<samlp:(Logout\w+)/),
    id: find(/ ID="([^"]*)"/),
    inResponseTo: find(/ InResponseTo="([^"]*)"/),
    name: find(/<saml:NameID[^>]*>([^<]*)</),
    sessionIndex: find(/<samlp:SessionIndex>([^<]*)</),
    isPartial: xml.includes('PartialLogout'),
    relayState: named('RelayState') ?? '',
    xml,
  };
}
