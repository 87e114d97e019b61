import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { SessionId, TenantId } from '../../../broker/domain/brands.ts';
import { type Bench, type Browser, inputValue, lastRequestId, openBench, openBrokerSession } from './support/bench.ts';
import { aDesk, ada, bob, createFakeJira } from './support/fake-jira.ts';

let bench: Bench;
const tenant = 'tenant-acme' as TenantId;
const session = 'broker-1' as SessionId;

beforeEach(async () => {
  const jira = createFakeJira();
  jira.desks = [aDesk('6')];
  bench = await openBench({ jira: jira.source });
  await bench.addTenant('acme');
  await openBrokerSession(bench.storage, bench.clock.now(), { tenant, id: session, accountId: ada });
});
afterEach(() => bench.close());

async function depart(browser: Browser, path: string) {
  const response = await browser.get(path);
  return { response, requestId: lastRequestId() };
}
const answer = (requestId: string, more: object = {}) => ({
  SAMLResponse: JSON.stringify({ requestId, accountId: ada, brokerSession: session, assertionId: `of ${requestId}`, ...more }),
});
const crossSite = { origin: 'null', 'sec-fetch-site': 'cross-site' };
const signInCookies = (browser: Browser) => [...browser.cookies.keys()].filter((name) => name.startsWith('__Host-sp-'));

describe('signing in', () => {
  test('leaves for the login host with a cookie for this sign-in alone, and comes back to the deep link', async () => {
    const browser = bench.browser();
    const { response, requestId } = await depart(browser, '/servicedesk/customer/portal/6?from=mail');
    expect(response.statusCode).toBe(302);
    expect(response.headers.location).toMatch(/^http:\/\/acme-login\.localhost:8080\/saml\/sso\?SAMLRequest=/);
    expect(response.headers['set-cookie']).toMatch(/^__Host-sp-[\w-]{12}=[^;]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=None$/);

    const arrived = await browser.post('/saml/acs', answer(requestId), crossSite);
    expect(arrived.statusCode).toBe(200);
    expect(arrived.body).toContain('<meta http-equiv="refresh" content="0; url=/servicedesk/customer/portal/6?from=mail"/>');
    expect(arrived.body).toContain('href="/servicedesk/customer/portal/6?from=mail"');
    const set = arrived.cookies.find((cookie) => cookie.name === '__Host-session');
    expect(set).toMatchObject({ path: '/', httpOnly: true, secure: true, sameSite: 'Lax', maxAge: 8 * 60 * 60 });
    expect(signInCookies(browser)).toEqual([]);
    expect((await browser.get('/servicedesk/customer/portal/6')).statusCode).toBe(200);
  });

  test('stores the session by its hash and with sealed claims', async () => {
    const browser = await bench.signedIn(ada, { displayName: 'Ada Secret' });
    const token = browser.cookies.get('__Host-session') ?? '';
    const row = await bench.storage.sessions.findPortal(tenant, token, bench.clock.now(), 0);
    expect(row).toBeNull();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect((await browser.get('/servicedesk/customer/portals')).body).toContain('Ada Secret');
  });

  test('keeps the five newest sign-ins of a browser', async () => {
    const browser = bench.browser();
    for (let round = 0; round < 7; round += 1) {
      await browser.get('/servicedesk/customer/portals');
      bench.clock.advance({ seconds: 1 });
    }
    expect(signInCookies(browser)).toHaveLength(5);
  });

  test('two tabs can sign in one after the other', async () => {
    const browser = bench.browser();
    const first = await depart(browser, '/servicedesk/customer/portal/6');
    const second = await depart(browser, '/servicedesk/customer/user/requests');
    expect((await browser.post('/saml/acs', answer(first.requestId), crossSite)).body).toContain('url=/servicedesk/customer/portal/6"');
    expect((await browser.post('/saml/acs', answer(second.requestId), crossSite)).body).toContain(
      'url=/servicedesk/customer/user/requests"',
    );
  });

  test('a sign-in link of the native portal leads where it says', async () => {
    const browser = bench.browser();
    const { requestId } = await depart(browser, '/servicedesk/customer/user/login?destination=portal%2F6');
    const arrived = await browser.post('/saml/acs', answer(requestId), crossSite);
    expect(arrived.body).toContain('url=/servicedesk/customer/portal/6"');
    const signedIn = await browser.get('/servicedesk/customer/user/login?destination=portals');
    expect([signedIn.statusCode, signedIn.headers.location]).toEqual([302, '/servicedesk/customer/portals']);
  });

  test('signing in again replaces the session that was there', async () => {
    const browser = await bench.signedIn(ada);
    const old = browser.cookies.get('__Host-session') ?? '';
    const other = bench.browser();
    other.cookies.set('__Host-session', old);
    const { requestId } = { requestId: await newRequest(browser) };
    await browser.post('/saml/acs', answer(requestId, { accountId: ada }), crossSite);
    expect(browser.cookies.get('__Host-session')).not.toBe(old);
    expect((await other.get('/servicedesk/customer/portals')).statusCode).toBe(302);
    expect((await browser.get('/servicedesk/customer/portals')).statusCode).toBe(200);
  });

  async function newRequest(browser: Browser): Promise<string> {
    const kept = browser.cookies.get('__Host-session') ?? '';
    browser.cookies.delete('__Host-session');
    await browser.get('/servicedesk/customer/portals');
    browser.cookies.set('__Host-session', kept);
    return lastRequestId();
  }
});

describe('a session', () => {
  test('ends after two hours without use and not before', async () => {
    const browser = await bench.signedIn(ada);
    bench.clock.advance({ minutes: 119 });
    expect((await browser.get('/servicedesk/customer/portals')).statusCode).toBe(200);
    bench.clock.advance({ minutes: 119 });
    expect((await browser.get('/servicedesk/customer/portals')).statusCode).toBe(200);
    bench.clock.advance({ minutes: 121 });
    expect((await browser.get('/servicedesk/customer/portals')).statusCode).toBe(302);
  });

  test('ends after eight hours however much it is used', async () => {
    const browser = await bench.signedIn(ada);
    for (let hour = 1; hour < 8; hour += 1) {
      bench.clock.advance({ hours: 1 });
      expect((await browser.get('/servicedesk/customer/portals')).statusCode).toBe(200);
    }
    bench.clock.advance({ hours: 1 });
    expect((await browser.get('/servicedesk/customer/portals')).statusCode).toBe(302);
  });

  test('dies with its broker session', async () => {
    const browser = await bench.signedIn(bob);
    await bench.storage.sessions.endByAccount(tenant, bob);
    expect((await browser.get('/servicedesk/customer/portals')).statusCode).toBe(302);
  });
});

describe('signing out', () => {
  test('ends the session at once, goes on to the login host, and says so at the end', async () => {
    const browser = await bench.signedIn(ada);
    const token = browser.cookies.get('__Host-session') ?? '';
    const page = await browser.get('/servicedesk/customer/portals');
    const gone = await browser.post('/servicedesk/customer/user/logout', { csrf: inputValue(page.body, 'csrf') });
    expect(gone.statusCode).toBe(200);
    expect(gone.body).toContain('url=http://acme-login.localhost:8080/saml/slo?SAMLRequest=bye"');
    expect(browser.cookies.has('__Host-session')).toBe(false);
    browser.cookies.set('__Host-session', token);
    expect((await browser.get('/servicedesk/customer/portals')).statusCode).toBe(302);
  });

  test.each(['', '?SAMLResponse=good', '?SAMLResponse=wrong'])('says "signed out" whatever comes back: %s', async (query) => {
    const page = await bench.browser().get(`/saml/slo${query}`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('You are signed out');
    expect(bench.refusals.map((refusal) => refusal.step)).toEqual(query.includes('wrong') ? ['portal-slo'] : []);
  });

  test('of a session that had ended already says the same', async () => {
    expect((await bench.browser().post('/servicedesk/customer/user/logout', { csrf: 'x' })).body).toContain('You are signed out');
  });
});

describe('hosts', () => {
  test('an older host sends links on to the present one, and takes no forms', async () => {
    await bench.storage.tenants.rename(tenant, 'newacme', 'http://newacme.localhost:8080');
    const browser = bench.browser('acme');
    const link = await browser.get('/servicedesk/customer/portal/6?a=1');
    expect([link.statusCode, link.headers.location]).toEqual([308, 'http://newacme.localhost:8080/servicedesk/customer/portal/6?a=1']);
    expect((await browser.post('/saml/acs', answer('_x'), crossSite)).statusCode).toBe(404);
    expect((await browser.post('/servicedesk/customer/user/logout', {})).statusCode).toBe(404);
  });

  test('the portal answers on the portal host alone', async () => {
    for (const host of ['acme-login.localhost:8080', 'localhost:8080', 'other.localhost:8080']) {
      const answered = await bench.app.inject({ url: '/servicedesk/customer/portals', headers: { host } });
      expect(answered.statusCode).toBe(404);
    }
  });
});
