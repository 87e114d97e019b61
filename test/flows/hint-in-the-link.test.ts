/** A link that names a connection: it helps the person who follows it, and decides nothing for them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { formOn, type TestBrowser, textOf } from '../support/browser.ts';
import { type House, openHouse, people } from '../support/house.ts';
import { arrive, departFor, portals, postAnswer } from '../support/journey.ts';
import { anApplication, askByAddress, askByForm } from '../support/saml/application.ts';

const login = 'acme-login.localhost:8080';
const toKestrel = `${portals}?connection=kestrel`;

let house: House;
let revision = 1;
const wiki = anApplication();
beforeAll(async () => {
  house = await openHouse({ policy: 'nobody' });
});
afterAll(() => house.close());
beforeEach(() => apply());

async function apply(portal: object = {}, parties = [wiki]): Promise<void> {
  const settings = house.settingsOf('acme', ['borealis', 'kestrel']);
  const named = settings.connections.map((each) => ({ ...each, name: each.id === 'kestrel' ? 'Kestrel Robotics' : 'Borealis Shipping' }));
  revision += 1;
  await house.applySettings(house.acme, revision, { ...settings, connections: named, parties, portal: { ...settings.portal, ...portal } });
}

async function signedIn(browser: TestBrowser, connection: 'borealis' | 'kestrel'): Promise<void> {
  const [provider, person] = connection === 'borealis' ? ([house.borealis, people.ada] as const) : ([house.kestrel, people.dev] as const);
  await postAnswer(browser, await arrive(house, browser, provider, person));
}

/** The session at both hosts is gone; what the browser remembers stays. */
function forgetSessions(browser: TestBrowser): void {
  browser.cookies('acme.localhost:8080').delete('__Host-session');
  browser.cookies(login).delete('__Host-sso');
}

describe('a substitute link with a connection', () => {
  test('asks whether the company is theirs, and then leads to it and back to the page', async () => {
    const browser = house.browser();
    const page = await browser.get('http://acme.localhost:8080/servicedesk/customer/portal/1?connection=kestrel');
    expect([page.status, page.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(textOf(page)).toContain('Sign in with Kestrel Robotics?');
    expect(textOf(page)).toContain('Another company');
    expect(textOf(page)).toContain('Whom to ask: the service desk');
    const { url } = await departFor(browser, 'kestrel', page.url);
    expect(url).toContain(house.kestrel.issuer);
    house.signsIn(house.kestrel, people.dev);
    const inside = await postAnswer(browser, await browser.get(house.kestrel.authorize(url)));
    expect(inside.url).toContain('/servicedesk/customer/portal/1');
    expect(inside.url).not.toContain('connection');
  });

  test('says so inside what the portal signs, and nowhere else in the address', async () => {
    const sent = await house.browser().send('GET', toKestrel);
    const names = [...new URL(sent.headers.location ?? '').searchParams.keys()];
    expect(names).toEqual(['SAMLRequest', 'SigAlg', 'Signature']);
  });

  test('leads to the page with all companies for whom it is wrong', async () => {
    const browser = house.browser();
    const page = await browser.get(toKestrel);
    const [, another = ''] = /href="([^"]*company=another)"/.exec(page.body) ?? [];
    const chooser = await browser.get(new URL(another.replaceAll('&amp;', '&'), page.url).href);
    expect(textOf(chooser)).toContain('Which company are you with?');
    expect(textOf(chooser)).toContain('Borealis Shipping');
  });

  test('leads on at once where this browser signed in there before', async () => {
    const browser = house.browser();
    await signedIn(browser, 'kestrel');
    forgetSessions(browser);
    expect((await browser.get(toKestrel)).headers.location).toContain(house.kestrel.issuer);
  });

  test('leads on at once where everybody is led there', async () => {
    await apply({ primaryConnection: 'kestrel' });
    expect((await house.browser().get(toKestrel)).headers.location).toContain(house.kestrel.issuer);
  });

  test('asks where everybody is led elsewhere', async () => {
    await apply({ primaryConnection: 'borealis' });
    expect(textOf(await house.browser().get(toKestrel))).toContain('Sign in with Kestrel Robotics?');
  });

  test('asks before it shows a page for the e-mail address', async () => {
    await apply({ askForEmail: true });
    expect(textOf(await house.browser().get(toKestrel))).toContain('Sign in with Kestrel Robotics?');
  });

  test('is nothing to whom is signed in', async () => {
    const browser = house.browser();
    await signedIn(browser, 'borealis');
    const token = browser.cookies(login).get('__Host-sso');
    browser.cookies('acme.localhost:8080').clear();
    const page = await postAnswer(browser, await browser.get(toKestrel));
    expect(textOf(page)).toContain(people.ada.name);
    expect(browser.cookies(login).get('__Host-sso')).toBe(token);
  });

  test.each(['nobody', 'borealis2', 'kestrel&connection=borealis'])('that does not exist, or twice, is nothing: %s', async (named) => {
    expect(textOf(await house.browser().get(`${portals}?connection=${named}`))).toContain('Which company are you with?');
  });
});

describe('an application that names providers in its signed request', () => {
  test('is advice like a link, by address and by form', async () => {
    const asked = await house.browser().get(askByAddress(house, wiki, { providers: ['kestrel'] }).url);
    expect(textOf(asked)).toContain('Sign in with Kestrel Robotics?');
    const { url, fields } = askByForm(house, wiki, { providers: ['kestrel'] });
    const posted = await house.browser().post(url, { ...fields }, { origin: 'https://wiki.example', 'sec-fetch-site': 'cross-site' });
    expect(textOf(posted)).toContain('Sign in with Kestrel Robotics?');
  });

  test('may call a provider by its own name', async () => {
    const page = await house.browser().get(askByAddress(house, wiki, { providers: ['https://other.example', house.kestrel.issuer] }).url);
    expect(textOf(page)).toContain('Sign in with Kestrel Robotics?');
  });

  test('may name several, among which the person chooses', async () => {
    const page = await house.browser().get(askByAddress(house, wiki, { providers: ['kestrel', 'borealis'] }).url);
    expect(textOf(page)).toContain('Which company are you with?');
  });

  test('that signs nothing is not believed', async () => {
    const unsigned = { ...wiki, signedRequests: false, certificates: [] };
    await apply({}, [unsigned]);
    const page = await house.browser().get(askByAddress(house, unsigned, { providers: ['kestrel'], key: null }).url);
    expect(textOf(page)).toContain('Which company are you with?');
  });

  test('whose people may come from one company only sends them there without a question', async () => {
    const narrow = { ...wiki, connections: ['borealis'] };
    await apply({}, [narrow]);
    const page = await house.browser().get(askByAddress(house, narrow, { providers: ['kestrel'] }).url);
    expect(page.headers.location).toContain(house.borealis.issuer);
  });

  test('is answered to the end', async () => {
    const browser = house.browser();
    const { url } = await departFor(browser, 'kestrel', askByAddress(house, wiki, { providers: ['kestrel'] }).url);
    house.signsIn(house.kestrel, people.dev);
    expect(formOn(await browser.get(house.kestrel.authorize(url))).action).toBe(wiki.acs[0]);
  });
});
