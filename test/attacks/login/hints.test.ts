/** A stranger names a company for somebody else: by a link, by an application, by what the browser keeps. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, loginHost, portalHost } from '../../support/attacks/in-house.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../../support/browser.ts';
import { type House, openHouse, people } from '../../support/house.ts';
import { arrive, departFor, portals, postAnswer } from '../../support/journey.ts';
import { askAsPortal } from '../../support/party-request.ts';
import { anApplication, askByAddress } from '../../support/saml/application.ts';
import { aConnection } from '../../support/settings.ts';

const login = `http://${loginHost}`;
/** Kestrel's people may not enter it. */
const wiki = anApplication({ connections: ['borealis', 'third'] });

let house: House;
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody' });
  const settings = house.settingsOf('acme', ['borealis', 'kestrel']);
  const opened = settings.connections.map((each) => ({ ...each, loginFromProvider: true }));
  const third = aConnection({ id: 'third', name: 'Third', clientSecret: null, tokenEndpointAuth: 'private_key_jwt' });
  const off = { ...third, id: 'off', name: 'Off', enabled: false, domains: { mode: 'list' as const, list: ['off.example'] } };
  await house.applySettings(house.acme, 2, {
    ...settings,
    connections: [...opened, third, off] as typeof settings.connections,
    parties: [wiki],
  });
  const foreign = house.settingsOf('umbra', ['borealis', 'kestrel']);
  const secretly = { ...third, id: 'umbra-only', domains: { mode: 'list' as const, list: ['umbra-only.example'] } };
  await house.applySettings(house.umbra, 2, { ...foreign, connections: [...foreign.connections, secretly] });
});
afterAll(() => house.close());

async function signedIn(): Promise<TestBrowser> {
  const browser = house.browser();
  await postAnswer(browser, await arrive(house, browser, house.borealis, people.ada));
  return browser;
}

const asks = (page: BrowserPage) => {
  expect([page.status, page.headers.location]).toEqual([200, undefined]);
  expect(page.body).not.toMatch(/http-equiv="refresh"|data-auto-submit/);
  return textOf(page);
};

describe('a link to the provider of an attacker, which signs anybody in as the attacker', () => {
  const { attack, honest } = casesOf('login.hints');
  const elsewhere = { 'sec-fetch-site': 'cross-site' };

  attack.each(['cross-site', 'same-site', 'none', 'same-origin'])('leads nowhere by itself: through the portal (%s)', async (from) => {
    const headers = { 'sec-fetch-site': from };
    const sent = await house.browser().send('GET', `${portals}?connection=kestrel`, undefined, headers);
    expect(asks(await house.browser().send('GET', sent.headers.location ?? '', undefined, headers))).toContain('Sign in with kestrel?');
  });

  attack.each([
    ['as if the provider had begun it', () => `${login}/initiate/kestrel?iss=${encodeURIComponent(house.kestrel.issuer)}`],
    ['with the page to end at', () => `http://${portalHost}/servicedesk/customer/user/login?destination=portals&connection=kestrel`],
    ['at the foot of the portal', () => `http://${portalHost}/?connection=kestrel`],
  ])('leads nowhere by itself: %s', async (_, link) => {
    expect(asks(await house.browser().get(link(), elsewhere))).toContain('Sign in with kestrel?');
  });

  attack('leads nowhere by itself: posted, as a provider may', async () => {
    const page = await house
      .browser()
      .post(`${login}/initiate/kestrel`, { iss: house.kestrel.issuer }, { origin: 'https://evil.example', ...elsewhere });
    expect(asks(page)).toContain('Sign in with kestrel?');
  });

  attack('does not touch the session of whom it meets', async () => {
    const victim = await signedIn();
    const before = victim.cookies(loginHost).get('__Host-sso');
    victim.cookies(portalHost).clear();
    const sent = await victim.send('GET', `${portals}?connection=kestrel`, undefined, elsewhere);
    const page = await postAnswer(victim, await victim.send('GET', sent.headers.location ?? '', undefined, elsewhere));
    expect(textOf(page)).toContain(people.ada.name);
    expect(victim.cookies(loginHost).get('__Host-sso')).toBe(before);
  });

  attack('does not touch it when a fresh sign-in is asked for: that is where the person came from', async () => {
    const victim = await signedIn();
    const { url } = await askAsPortal(house, { forceAuthn: true, providers: ['kestrel'] });
    expect((await victim.send('GET', url, undefined, elsewhere)).headers.location).toContain(house.borealis.issuer);
  });

  attack('asks also whom the browser remembers of another company', async () => {
    const victim = await signedIn();
    victim.cookies(portalHost).clear();
    victim.cookies(loginHost).delete('__Host-sso');
    expect(asks(await victim.get(`${portals}?connection=kestrel`, elsewhere))).toContain('Sign in with kestrel?');
    expect(victim.cookies(loginHost).get('__Host-company')).toBe('borealis');
  });

  attack('cannot press the button of the page that asks', async () => {
    const attacker = house.browser();
    const page = await attacker.get(`${portals}?connection=kestrel`);
    const [, button = ''] = /href="([^"]*connection=kestrel)"/.exec(page.body) ?? [];
    const link = new URL(button.replaceAll('&amp;', '&'), page.url).href;
    for (const from of ['cross-site', 'same-site', 'none'])
      expect(asks(await house.browser().send('GET', link, undefined, { 'sec-fetch-site': from }))).toContain('Sign in with kestrel?');
  });

  attack('gets no page at all where none may be shown', async () => {
    const { url } = await askAsPortal(house, { isPassive: true, providers: ['kestrel'] });
    const page = await house.browser().get(url);
    expect(Buffer.from(formOn(page).fields.SAMLResponse ?? '', 'base64').toString()).toContain('status:NoPassive');
  });

  attack('says nothing of the address that a person entered for another page', async () => {
    const victim = house.browser();
    const asked = await victim.get(`${portals}?connection=kestrel`);
    await victim.send('POST', asked.url.replace('/saml/sso', '/company'), { email: 'ada@borealis.example' });
    expect(victim.cookies(loginHost).has('__Host-address')).toBe(true);
    for (const from of ['cross-site', 'same-site', 'none'])
      asks(await victim.send('GET', `${asked.url}&company=found`, undefined, { 'sec-fetch-site': from }));
    const { url } = await departFor(victim, 'kestrel', asked.url);
    expect(url).not.toContain('login_hint');
  });

  honest('the button leads there, from the page itself', async () => {
    const browser = house.browser();
    expect((await departFor(browser, 'kestrel', `${portals}?connection=kestrel`)).url).toContain(house.kestrel.issuer);
  });
});

describe('a provider named in a request that the portal has signed', () => {
  const { attack, honest } = casesOf('login.hints');

  attack.each([
    'umbra-only',
    'off',
    'nobody',
    'KESTREL',
    'kestrel ',
    'kestrel/',
    '%6bestrel',
    '../initiate/kestrel',
    '"><script>alert(1)</script>',
    'javascript:alert(1)',
    'https://evil.example',
    '//evil.example',
    '__proto__',
    '0',
  ])('counts only when it is the name of an open connection of this tenant: %s', async (named) => {
    const { url } = await askAsPortal(house, { providers: [named] });
    const page = await house.browser().get(url);
    expect(asks(page)).toContain('Which company are you with?');
    expect(page.body).not.toMatch(/evil\.example|<script>alert|javascript:/);
  });

  attack.each(['kestrel', 'https://evil.example'])('counts not where the application does not let its people in: %s', async (named) => {
    const page = await house.browser().get(askByAddress(house, wiki, { providers: [named] }).url);
    expect(asks(page)).toContain('Which company are you with?');
    expect(page.body).not.toContain('kestrel');
  });

  attack('counts not when it was put there afterwards', async () => {
    const { url } = await askAsPortal(house);
    const named = new URL((await askAsPortal(house, { providers: ['kestrel'] })).url).searchParams.get('SAMLRequest') ?? '';
    const page = await house.browser().get(url.replace(/SAMLRequest=[^&]*/, `SAMLRequest=${encodeURIComponent(named)}`));
    expect([page.status, lastRefusal(house)]).toEqual([403, 'saml_signature_wrong']);
  });

  attack('counts not beside the request', async () => {
    const { url } = await askAsPortal(house);
    for (const more of ['&IDPList=kestrel', '&hint=kestrel', '&ProviderID=kestrel', '&company=kestrel', '&company[]=found'])
      expect(asks(await house.browser().send('GET', `${url}${more}`, undefined, { 'sec-fetch-site': 'cross-site' }))).toContain(
        'Which company',
      );
  });

  honest('an open connection is asked about', async () => {
    const { url } = await askAsPortal(house, { providers: ['kestrel'] });
    expect(asks(await house.browser().get(url))).toContain('Sign in with kestrel?');
  });
});

describe('what a browser remembers', () => {
  const { attack, honest } = casesOf('login.remembered');

  attack.each([
    'off',
    'umbra-only',
    'nobody',
    'KESTREL',
    'kestrel~',
    'kestrel~ABC',
    'kestrel~-1',
    'kestrel~aaaaaaaaaa',
    'kestrel.',
    '.kestrel',
    'kestrel%20',
    '"kestrel"',
    '<b>kestrel</b>',
    '../kestrel',
    '__proto__',
    'k'.repeat(4_000),
  ])('is nothing when nobody here wrote it: %s', async (planted) => {
    const browser = house.browser();
    browser.cookies(loginHost).set('__Host-company', planted);
    expect(asks(await browser.get(portals))).toContain('Which company are you with?');
  });

  attack('is nothing when it is there twice', async () => {
    const sent = await house.browser().send('GET', portals);
    const cookie = '__Host-company=borealis; __Host-company=kestrel';
    asks(await house.browser().send('GET', sent.headers.location ?? '', undefined, { cookie }));
  });

  attack('does not let people of a company in where they may not enter', async () => {
    const browser = house.browser();
    browser.cookies(loginHost).set('__Host-company', 'kestrel');
    expect(asks(await browser.get(askByAddress(house, wiki).url))).not.toContain('kestrel');
  });

  attack('takes nobody’s session away', async () => {
    const victim = await signedIn();
    victim.cookies(portalHost).clear();
    victim.cookies(loginHost).set('__Host-company', 'kestrel');
    expect(textOf(await postAnswer(victim, await victim.get(portals)))).toContain(people.ada.name);
  });

  attack.each([
    ['an address', 'GET', '/company?forget=1'],
    ['an address for the sign-in', 'GET', '/saml/sso?forget=1'],
    ['asking for another', 'GET', '/saml/sso?company=another'],
    ['asking for another as another method', 'GET', '/company?company=another&_method=POST'],
  ] as const)('is not wiped by %s', async (_, method, path) => {
    const victim = await signedIn();
    const page = await victim.send(method, `${login}${path}`, undefined, { 'sec-fetch-site': 'cross-site' });
    expect(String(page.headers['set-cookie'] ?? '')).not.toContain('__Host-company');
    expect(victim.cookies(loginHost).get('__Host-company')).toBe('borealis');
  });

  attack.each<[string, Record<string, string>]>([
    ['of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['of the portal', { origin: `http://${portalHost}`, 'sec-fetch-site': 'cross-site' }],
    ['of a neighbour', { origin: 'http://evil.localhost:8080', 'sec-fetch-site': 'same-site' }],
    ['of nobody', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['of a browser that says nothing but the origin', { origin: 'https://evil.example', 'sec-fetch-site': '' }],
    ['as text', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'content-type': 'text/plain' }],
  ])('is not wiped by a form %s', async (_, headers) => {
    const victim = await signedIn();
    const page = await victim.send('POST', `${login}/company`, { forget: '1' }, headers);
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(victim.cookies(loginHost).get('__Host-company')).toBe('borealis');
  });

  honest('our own form wipes it', async () => {
    const browser = await signedIn();
    const page = await browser.send('POST', `${login}/company?SAMLRequest=x`, { forget: '1' });
    expect([page.status, browser.cookies(loginHost).has('__Host-company')]).toEqual([200, false]);
  });
});
