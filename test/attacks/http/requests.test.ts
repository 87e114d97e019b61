/** Requests that a client of HTTP can make, and a browser of ours never does. */
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, loginHost, portalHost, somebody, transactionOf } from '../../support/attacks/in-house.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { arrive, codeOf, departFor, keyOn, portals, postAnswer } from '../../support/journey.ts';

const login = `http://${loginHost}`;
const portal = `http://${portalHost}`;
let house: House;
/** Somebody who is signed in at the portal. */
let signedIn: TestBrowser;
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
  signedIn = house.browser();
  expect((await postAnswer(signedIn, await arrive(house, signedIn, house.borealis, somebody()))).status).toBe(200);
});
afterAll(() => house.close());

/** A browser that has come back from the provider, and the address that it came by. */
async function backFromProvider() {
  const browser = house.browser();
  house.signsIn(house.borealis, somebody());
  const { url } = await departFor(browser, 'borealis');
  return { browser, back: house.borealis.authorize(url) };
}

function expectNobodyIn(page: BrowserPage): void {
  expect(page.status).toBeGreaterThanOrEqual(400);
  expect(page.body).not.toContain('SAMLResponse');
}

describe('methods', () => {
  const { attack, honest } = casesOf('http.methods');
  const request = (method: string, url: string, headers: Record<string, string> = {}) => {
    const { host, pathname, search } = new URL(url);
    return house.broker.app.inject({ method: method as 'GET', url: `${pathname}${search}`, headers: { host, ...headers } });
  };

  attack.each(['PUT', 'DELETE', 'PATCH', 'TRACE', 'OPTIONS', 'PROPFIND'])('%s reaches nothing', async (method) => {
    for (const url of [portals, `${portal}/saml/acs`, `${login}/saml/sso`, `${login}/callback/borealis`, `${login}/saml/slo`])
      expect([404, 415]).toContain((await request(method, url)).statusCode);
  });

  attack.each([
    ['X-HTTP-Method-Override', { 'x-http-method-override': 'GET' }],
    ['X-HTTP-Method', { 'x-http-method': 'GET' }],
    ['X-Method-Override', { 'x-method-override': 'GET' }],
  ])('a POST is no GET by %s', async (_, headers) => {
    const sso = (await house.browser().send('GET', portals)).headers.location ?? '';
    // What is posted there is the form, and nothing is in it.
    expect((await house.browser().send('POST', sso, { _method: 'GET' }, headers)).status).toBe(400);
    expect((await signedIn.send('POST', portals, { _method: 'GET' }, headers)).status).toBe(404);
  });

  attack.each([
    ['sign out', `${portal}/servicedesk/customer/user/logout`],
    ['sign out, with the form in the address', `${portal}/servicedesk/customer/user/logout?csrf=x`],
    ['take an answer', `${portal}/saml/acs?SAMLResponse=x`],
  ])('a GET does not %s', async (_, url) => {
    const before = signedIn.cookies(portalHost).get('__Host-session');
    await signedIn.send('GET', url);
    expect(signedIn.cookies(portalHost).get('__Host-session')).toBe(before);
    expect((await signedIn.send('GET', portals)).status).toBe(200);
  });

  attack('a GET gives no answer to the second factor', async () => {
    const own = await openHouse({ policy: 'everybody', connections: ['borealis'] });
    try {
      const browser = own.browser();
      const page = await arrive(own, browser, own.borealis, somebody());
      const { fields } = formOn(page);
      const query = new URLSearchParams({ ...fields, answer: codeOf(own, keyOn(page)), _method: 'POST' });
      const asked = await browser.get(`${page.url}?${query}`);
      expect(textOf(asked)).toContain('Set up your second step');
    } finally {
      await own.close();
    }
  });

  honest('a HEAD is a GET without its body', async () => {
    expect((await request('HEAD', portals)).statusCode).toBe(302);
  });
});

describe('parameters of the answer of a provider', () => {
  const { attack, honest } = casesOf('http.parameters');

  attack.each([
    ['two codes', (url: URL) => url.searchParams.append('code', 'second'), 'login_reference_missing'],
    [
      'two codes, the same one',
      (url: URL) => url.searchParams.append('code', url.searchParams.get('code') ?? ''),
      'login_reference_missing',
    ],
    ['two states', (url: URL) => url.searchParams.append('state', `${'A'.repeat(22)}.x`), 'login_reference_missing'],
    [
      'two states, the same one',
      (url: URL) => url.searchParams.append('state', url.searchParams.get('state') ?? ''),
      'login_reference_missing',
    ],
    ['a second state disguised', (url: URL) => (url.search += '&st%61te=x'), 'login_reference_missing'],
    ['a state in a list', (url: URL) => (url.search = url.search.replace('state=', 'state[]=')), 'login_reference_missing'],
    ['a state in an object', (url: URL) => (url.search = url.search.replace('state=', 'state[a]=')), 'login_reference_missing'],
    ['a code in a list', (url: URL) => (url.search = url.search.replace('code=', 'code[]=')), 'oidc_arrival_malformed'],
    ['semicolons in place of ampersands', (url: URL) => (url.search = url.search.replaceAll('&', ';')), 'login_reference_missing'],
    ['more parameters than anybody has', (url: URL) => (url.search += '&x'.repeat(2_000)), 'login_reference_missing'],
  ])('%s', async (_, bend, code) => {
    const { browser, back } = await backFromProvider();
    const url = new URL(back);
    bend(url);
    expectNobodyIn(await browser.get(url.href));
    expect(lastRefusal(house)).toBe(code);
  });

  attack('everything in a form in place of the address', async () => {
    const { browser, back } = await backFromProvider();
    const url = new URL(back);
    const page = await browser.post(`${url.origin}${url.pathname}`, Object.fromEntries(url.searchParams), {
      origin: 'null',
      'sec-fetch-site': 'cross-site',
    });
    expectNobodyIn(page);
    expect(lastRefusal(house)).toBe('login_reference_missing');
  });

  attack.each([
    ['the wish for a connection twice', '&connection=borealis&connection=kestrel', 'borealis'],
    ['the wish for a connection in a list', '&connection[]=kestrel', 'borealis'],
  ])('%s is no wish', async (_, more) => {
    const sso = (await house.browser().send('GET', portals)).headers.location ?? '';
    const page = await house.browser().send('GET', `${sso}${more}`);
    expect(page.headers.location).toContain(house.borealis.issuer);
  });

  honest('the answer as it is', async () => {
    const { browser, back } = await backFromProvider();
    expect((await browser.get(back)).body).toContain('SAMLResponse');
  });
});

describe('cookies', () => {
  const { attack, honest } = casesOf('http.cookies');
  const session = () => signedIn.cookies(portalHost).get('__Host-session') ?? '';
  const opened = async (cookie: string) => (await house.browser().send('GET', portals, undefined, { cookie })).status === 200;
  const foreign = 'A'.repeat(43);

  attack.each([
    ['one of somebody else in front', () => `__Host-session=${foreign}; __Host-session=${session()}`],
    ['one of somebody else behind', () => `__Host-session=${session()}; __Host-session=${foreign}`],
    ['one of somebody else behind a nameless one', () => `=__Host-session=${foreign}; __Host-session=${session()}; __Host-session=x`],
    ['the same twice', () => `__Host-session=${session()}; __Host-session=${session()}`],
    ['with a blank in its name', () => `__Host-session =${session()}; __Host-session=${foreign}`],
    ['under a name in small letters', () => `__host-session=${session()}`],
    ['under a name without prefix', () => `session=${session()}`],
    ['under the weaker prefix', () => `__Secure-session=${session()}`],
    ['behind a letter that some readers drop', () => `\u00a0__Host-session=${session()}`],
    ['behind a version that some readers know', () => `$Version=1,__Host-session=${session()}`],
    ['in quotes', () => `__Host-session="${session()}"`],
    ['with a value behind it', () => `__Host-session=${session()},x`],
    ['as a nameless one', () => `=__Host-session=${session()}`],
  ])('a session that came %s opens nothing', async (_, cookie) => {
    expect(await opened(cookie())).toBe(false);
  });

  attack('a session of the login host that came twice is none', async () => {
    const { browser, back } = await backFromProvider();
    await browser.get(back);
    const token = browser.cookies(loginHost).get('__Host-sso');
    const sso = (await house.browser().send('GET', portals)).headers.location ?? '';
    const once = await house.browser().send('GET', sso, undefined, { cookie: `__Host-sso=${token}` });
    expect(once.body).toContain('SAMLResponse');
    const twice = await house.browser().send('GET', sso, undefined, { cookie: `__Host-sso=${token}; __Host-sso=${foreign}` });
    expect(twice.body).not.toContain('SAMLResponse');
  });

  attack('the key of a login that came twice opens it no more', async () => {
    const { browser, back } = await backFromProvider();
    const name = `__Host-tx-${transactionOf(browser)}`;
    const value = browser.cookies(loginHost).get(name) ?? '';
    expectNobodyIn(await browser.get(back, { cookie: `${name}=${value}; ${name}=x.${foreign}` }));
    expect(lastRefusal(house)).toBe('login_other_browser');
  });

  honest('a session among cookies of others opens the portal', async () => {
    expect(await opened(`a=1; session=x; __Host-session=${session()}; b=2; b=3`)).toBe(true);
  });
});

describe('paths', () => {
  const { attack, honest } = casesOf('http.paths');

  attack.each([
    '//servicedesk/customer/portals',
    '/servicedesk//customer/portals',
    '/./servicedesk/customer/portals',
    '/assets/../servicedesk/customer/portals',
    '/assets/%2e%2e/servicedesk/customer/portals',
    '/assets/..%2fservicedesk/customer/portals',
    '/saml/acs/../../servicedesk/customer/portals',
    '/saml/acs/..;/servicedesk/customer/portals',
    '/servicedesk%2fcustomer%2fportals',
    '/%73ervicedesk/customer/portals',
    '/ServiceDesk/customer/portals',
    '/servicedesk/customer/portals/',
    '/servicedesk/customer/portals;x=1',
    '/servicedesk/customer/portals%00',
    '/servicedesk/customer/portals%20',
    '/servicedesk/customer/portals%23',
    '/servicedesk/customer/portals%3f',
    '/servicedesk/customer/portals.json',
    '/servicedesk\\customer\\portals',
    '/servicedesk/customer/ｐortals',
    '/servicedesk/customer/portal/1/..%2f..%2fportals',
    '/servicedesk/customer/user/login/../requests',
    '/healthz/../servicedesk/customer/portals',
  ])('show nobody the portal without a session, and nobody a page that is none: %s', async (path) => {
    const request = (cookie?: string) =>
      house.broker.app.inject({ method: 'GET', url: path, headers: { host: portalHost, ...(cookie && { cookie }) } });
    const stranger = await request();
    expect([302, 400, 404]).toContain(stranger.statusCode);
    expect(stranger.body).not.toContain('class="desk');
    if (stranger.statusCode === 302) expect(stranger.headers.location).toMatch(new RegExp(`^(?:${login}/saml/sso\\?|/servicedesk/)`));
  });

  attack.each([
    ['the sign-in on the portal’s host', `${portal}/saml/sso?SAMLRequest=x`],
    ['the way back on the portal’s host', `${portal}/callback/borealis?code=x`],
    ['a step on the portal’s host', `${portal}/second-factor/${'A'.repeat(22)}`],
    ['the portal on the login’s host', `${login}/servicedesk/customer/portals`],
    ['the Forge app’s door on the portal’s host', `${portal}/forge/v1/status`],
    ['the Forge app’s door on the login’s host', `${login}/forge/v1/status`],
    ['the portal on the broker’s host', 'http://localhost:8080/servicedesk/customer/portals'],
    ['the sign-in on the broker’s host', 'http://localhost:8080/saml/sso?SAMLRequest=x'],
    ['metadata on the portal’s host', `${portal}/saml/metadata`],
    ['a file above the assets', `${portal}/assets/..%2f..%2fpackage.json`],
    ['a name of every object among the assets', `${portal}/assets/__proto__`],
    ['the connection of every object', `${login}/callback/__proto__?state=x`],
  ])('do not lead from one host to another’s pages: %s', async (_, url) => {
    const { host, pathname, search } = new URL(url);
    const answer = await house.broker.app.inject({ method: 'GET', url: `${pathname}${search}`, headers: { host } });
    expect(answer.statusCode).toBe(404);
  });

  honest('the portal is where it is', async () => {
    expect((await signedIn.send('GET', portals)).status).toBe(200);
  });
});
