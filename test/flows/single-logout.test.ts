import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Party } from '#contract/settings/party';
import { buildLogoutRequest } from '../../broker/saml/logout-request.ts';
import { buildLogoutResponse } from '../../broker/saml/logout-response.ts';
import { type TestBrowser, textOf } from '../support/browser.ts';
import { people } from '../support/house.ts';
import { departFor, portals, postAnswer } from '../support/journey.ts';
import { askByAddress, takenBy } from '../support/saml/application.ts';
import { otherRsaKeys, rsaKeys } from '../support/saml/keys.ts';
import {
  ada,
  archive,
  askedBy,
  auroraIdp,
  auroraSlo,
  bo,
  crm,
  type LogoutHouse,
  login,
  logoutAt,
  openLogoutHouse,
  slo,
  wiki,
} from '../support/saml/logout-house.ts';
import { signedQuery } from '../support/saml/redirect.ts';

let at: LogoutHouse;
beforeAll(async () => {
  at = await openLogoutHouse();
});
afterAll(() => at.close());

/** The provider's answer to our request, as its page sends it. */
async function back(browser: TestBrowser, left: { id: string; relayState: string }, more: object = {}) {
  const response = {
    id: '_idp',
    now: at.house.clock.now(),
    issuer: auroraIdp,
    destination: logoutAt('aurora'),
    inResponseTo: left.id,
    outcome: 'success' as const,
    relayState: left.relayState,
    key: rsaKeys().privateKey,
    ...more,
  };
  return browser.get(buildLogoutResponse(response));
}

describe('a provider that signs somebody out', () => {
  test.each(['byAddress', 'byForm'] as const)('ends the session that it names (%s), and is answered', async (by) => {
    const browser = at.house.browser();
    await at.enter(browser, archive);
    await at.configure({ parties: [archive] });
    const request = at.providerRequest();
    const answer = askedBy(await at[by](browser, request));
    expect(answer).toMatchObject({ to: auroraSlo, kind: 'LogoutResponse', inResponseTo: request.id, relayState: 'from-idp' });
    expect(await at.isIn(browser, archive)).toBe(false);
    await at.configure();
  });

  test('needs no cookie of the browser, and ends only what it names', async () => {
    const [hers, his, elsewhere] = [at.house.browser(), at.house.browser(), at.house.browser()];
    await at.enter(hers, wiki);
    await at.enter(his, wiki, bo);
    await at.enter(elsewhere, wiki, ada, 'session-2');
    await at.byForm(at.house.browser(), at.providerRequest());
    expect([await at.isIn(hers), await at.isIn(his), await at.isIn(elsewhere)]).toEqual([false, true, true]);
  });

  test('that names no session ends all of the person', async () => {
    const browsers = [at.house.browser(), at.house.browser()] as const;
    await at.enter(browsers[0], wiki, ada, 'one');
    await at.enter(browsers[1], wiki, ada, '');
    await at.byForm(at.house.browser(), at.providerRequest({ sessionIndex: null }));
    expect([await at.isIn(browsers[0]), await at.isIn(browsers[1])]).toEqual([false, false]);
  });

  test('that never named its session ends it by the name of the person', async () => {
    const browser = at.house.browser();
    await at.enter(browser, wiki, ada, '');
    await at.byAddress(browser, at.providerRequest({ sessionIndex: 'unheard' }));
    expect(await at.isIn(browser)).toBe(false);
  });

  test('finds people by the name that it asserted also where another attribute is who they are', async () => {
    await at.configure({ aurora: { subject: { attribute: 'uid' } } });
    const [browser, other] = [at.house.browser(), at.house.browser()];
    await at.enter(browser, wiki);
    await at.enter(other, wiki, { nameId: 'someone', attributes: { ...bo.attributes, uid: ['ada-1'] } });
    await at.byForm(at.house.browser(), at.providerRequest());
    expect([await at.isIn(browser), await at.isIn(other)]).toEqual([false, true]);
    await at.configure();
  });

  test('has every application told that the session entered, one after the other, and is answered last', async () => {
    const browser = at.house.browser();
    const told = { wiki: await at.enter(browser, wiki), crm: await at.enter(browser, crm) };
    const request = at.providerRequest();
    const first = await at.byForm(browser, request);
    expect(await at.isIn(browser)).toBe(false);
    const { nameId, sessionIndex } = told.crm;
    expect(askedBy(first)).toMatchObject({ to: 'https://crm.example/slo', kind: 'LogoutRequest', name: nameId.value, sessionIndex });
    expect(first.headers['content-security-policy']).toContain('form-action https://crm.example/slo https:;');
    const second = await at.answers(browser, first, crm);
    expect(askedBy(second)).toMatchObject({
      to: 'https://wiki.example/slo',
      name: 'ada@aurora.example',
      sessionIndex: told.wiki.sessionIndex,
    });
    const last = askedBy(await at.answers(browser, second, wiki));
    expect(last).toMatchObject({
      to: auroraSlo,
      kind: 'LogoutResponse',
      inResponseTo: request.id,
      isPartial: false,
      relayState: 'from-idp',
    });
  });

  test.each(['iframe', 'frame', 'embed', 'object'])(
    'that visits by %s is answered at once, and told that applications do not know',
    async (dest) => {
      const browser = at.house.browser();
      await at.enter(browser, wiki);
      const request = at.providerRequest();
      const framed = { 'sec-fetch-dest': dest, 'sec-fetch-site': 'cross-site' };
      const page = await at.house.browser().get(buildLogoutRequest(request), framed);
      expect(askedBy(page)).toMatchObject({ to: auroraSlo, kind: 'LogoutResponse', inResponseTo: request.id, isPartial: true });
      expect(page.headers['set-cookie']).toContain('__Host-out=; Max-Age=0');
      expect(await at.isIn(browser)).toBe(false);
    },
  );

  test.each([
    ['the session', {}],
    ['the person', { sessionIndex: null }],
  ])('ends a sign-in as well that is under way, by the name of %s; the next one is another', async (_, more) => {
    const browser = at.house.browser();
    const { id, url } = askByAddress(at.house, wiki);
    const gone = (await browser.get(url)).headers.location ?? '';
    const change = (xml: string) => xml.replace(/SessionIndex="[^"]*"/, 'SessionIndex="session-1"');
    const { action, fields } = at.provider.answer(gone, ada, { change });
    const request = at.providerRequest(more);
    await at.byForm(at.house.browser(), request);
    const page = await browser.post(action, { ...fields }, { 'sec-fetch-site': 'cross-site' });
    expect([page.status, page.body.includes('SAMLResponse'), id]).toEqual([409, false, expect.any(String)]);
    expect(await at.isIn(browser)).toBe(false);

    at.house.clock.advance(1_000);
    const later = at.house.browser();
    const asked = askByAddress(at.house, wiki);
    const left = (await later.get(asked.url)).headers.location ?? '';
    await at.byForm(at.house.browser(), request);
    const answer = at.provider.answer(left, ada, { change });
    const opened = await later.post(answer.action, { ...answer.fields }, { 'sec-fetch-site': 'cross-site' });
    expect(opened.body).toContain('SAMLResponse');
  });

  test('does not get in the way of somebody else’s sign-in, or of another session’s', async () => {
    for (const [person, session] of [
      [bo, 'session-1'],
      [ada, 'session-7'],
    ] as const) {
      const browser = at.house.browser();
      const gone = (await browser.get(askByAddress(at.house, wiki).url)).headers.location ?? '';
      const change = (xml: string) => xml.replace(/SessionIndex="[^"]*"/, `SessionIndex="${session}"`);
      const { action, fields } = at.provider.answer(gone, person, { change });
      await at.byForm(at.house.browser(), at.providerRequest());
      expect((await browser.post(action, { ...fields }, { 'sec-fetch-site': 'cross-site' })).body).toContain('SAMLResponse');
    }
  });

  test('is told when an application could not be told', async () => {
    const browser = at.house.browser();
    await at.enter(browser, archive);
    expect(askedBy(await at.byForm(browser, at.providerRequest()))).toMatchObject({ to: auroraSlo, isPartial: true });
  });

  test('ends nothing by showing the same request again, and is answered all the same', async () => {
    const browser = at.house.browser();
    await at.enter(browser, archive);
    const request = at.providerRequest();
    await at.byAddress(browser, request);
    await at.enter(browser, archive);
    const again = askedBy(await at.byAddress(browser, request));
    expect([again.inResponseTo, await at.isIn(browser, archive)]).toEqual([request.id, true]);
  });

  test('without a place to be answered at leaves the person on a page that says so', async () => {
    await at.configure({ aurora: { logout: null } });
    const browser = at.house.browser();
    await at.enter(browser, archive);
    const page = await at.byAddress(browser, at.providerRequest());
    expect([page.status, textOf(page)]).toEqual([200, expect.stringContaining('These did not confirm that you are signed out Archive')]);
    await at.configure();
  });
});

describe('an application that signs somebody out', () => {
  async function inBoth() {
    const browser = at.house.browser();
    const { nameId, sessionIndex } = await at.enter(browser, wiki);
    const sales = await at.enter(browser, crm);
    return { browser, sales, request: at.partyRequest(wiki, { nameId, sessionIndex }) };
  }
  test('has the others told, then the provider, and is answered when everybody knows', async () => {
    const { browser, sales, request } = await inBoth();
    const first = await at.byAddress(browser, request);
    expect(askedBy(first)).toMatchObject({ to: 'https://crm.example/slo', sessionIndex: sales.sessionIndex });
    const upstream = askedBy(await at.answers(browser, first, crm));
    expect(upstream).toMatchObject({ to: auroraSlo, kind: 'LogoutRequest', name: 'ada-1', sessionIndex: 'session-1' });
    const answer = askedBy(await back(browser, upstream));
    expect(answer).toMatchObject({ to: 'https://wiki.example/slo', inResponseTo: request.id, isPartial: false, relayState: 'bye' });
  });

  test('is answered that not everything ended where another application says so', async () => {
    const { browser, request } = await inBoth();
    const first = await at.byAddress(browser, request);
    const upstream = askedBy(await at.answers(browser, first, crm, { outcome: 'failed' }));
    expect(askedBy(await back(browser, upstream)).isPartial).toBe(true);
  });

  test.each([
    ['signed by somebody else', { key: rsaKeys().privateKey }],
    ['of another application', { issuer: 'https://other.example' }],
    ['to another request', { inResponseTo: '_another' }],
    ['for another address', { destination: 'https://evil.example' }],
  ])('goes on past an answer %s, and is told that not everybody confirmed', async (_, more) => {
    const { browser, request } = await inBoth();
    const first = await at.byAddress(browser, request);
    const upstream = askedBy(await at.answers(browser, first, crm, more));
    expect(upstream.to).toBe(auroraSlo);
    expect(at.house.log.lines.filter(({ event }) => event === 'refused').at(-1)?.fields).toMatchObject({ step: 'logout-answer' });
    expect(askedBy(await back(browser, upstream)).isPartial).toBe(true);
  });

  test('is told as much where the provider’s answer is not its own', async () => {
    const { browser, request } = await inBoth();
    const upstream = askedBy(await at.answers(browser, await at.byAddress(browser, request), crm));
    const answer = await back(browser, upstream, { key: otherRsaKeys().privateKey });
    expect(askedBy(answer)).toMatchObject({ to: 'https://wiki.example/slo', isPartial: true });
  });

  test('ends all sessions of the person that it knows when it names none, in other browsers as well', async () => {
    const { browser, request } = await inBoth();
    const other = at.house.browser();
    await at.enter(other, wiki, ada, 'session-9');
    const his = at.house.browser();
    await at.enter(his, wiki, bo, 'session-8');
    await at.byForm(browser, { ...request, sessionIndex: null });
    expect([await at.isIn(browser), await at.isIn(other), await at.isIn(his)]).toEqual([false, false, true]);
  });

  test('ends nothing by the names of another application, or of somebody else', async () => {
    const { browser, sales, request } = await inBoth();
    const { nameId, sessionIndex } = sales;
    await at.byAddress(browser, at.partyRequest(wiki, { nameId, sessionIndex }));
    await at.byAddress(browser, at.partyRequest(wiki, { nameId: request.nameId, sessionIndex }));
    await at.byAddress(
      browser,
      at.partyRequest(wiki, { nameId: { value: 'bo@aurora.example', format: null }, sessionIndex: request.sessionIndex }),
    );
    expect(await at.isIn(browser)).toBe(true);
  });

  test('that is stuck at another one goes on when it asks again', async () => {
    const { browser, request } = await inBoth();
    await at.byAddress(browser, request);
    const again = askedBy(await at.byAddress(browser, { ...request, id: '_again' }));
    expect(again.to).toBe(auroraSlo);
    expect(askedBy(await back(browser, again))).toMatchObject({ inResponseTo: '_again', isPartial: true });
  });

  test('waits for the answer that it was promised, whatever links others make; the person can go on by hand', async () => {
    const { browser, request } = await inBoth();
    const first = await at.byAddress(browser, request);
    const stray = await browser.get(`${slo}?SAMLResponse=junk&RelayState=made-up`);
    expect(textOf(stray)).toContain('Go on signing out');
    const next = /href="(\/logout\/next\?state=[^"]*)"/.exec(stray.body)?.[1] ?? '';
    expect((await browser.get(`${login}/logout/next?state=made-up`)).headers.location).toBeUndefined();
    expect(askedBy(await at.house.browser().get(`${login}${next}`)).kind).toBe('');
    expect(askedBy(await browser.get(`${login}${next}`)).to).toBe(auroraSlo);
    expect(askedBy(await at.answers(browser, first, crm)).kind).toBe('');
  });

  test('is answered with its RelayState as it was, however long', async () => {
    await at.configure({ parties: [wiki], aurora: { logout: null } });
    const browser = at.house.browser();
    const { nameId, sessionIndex } = await at.enter(browser, wiki);
    const relayState = `https://wiki.example/${'x'.repeat(400)}?a=b&c=d`;
    const { key, ...request } = at.partyRequest(wiki, { nameId, sessionIndex, relayState: null });
    const { xml } = askedBy({ url: '', status: 0, body: '', headers: { location: buildLogoutRequest({ ...request, key }) } });
    const page = await browser.get(`${slo}?${signedQuery(xml, key, { relayState })}`);
    expect(askedBy(page).relayState).toBe(relayState);
    await at.configure();
  });
});

describe('somebody of an OpenID provider who signs out at an application', () => {
  const [desk, sales] = [wiki, crm].map((party): Party => ({ ...party, primaryConnection: 'borealis' })) as [Party, Party];
  async function enter(browser: TestBrowser, party: Party) {
    const { id, url } = askByAddress(at.house, party);
    const page = await browser.get(url);
    const { location } = page.headers;
    const answered = location === undefined ? page : await browser.get(at.house.borealis.authorize(location));
    return (await takenBy(at.house, party, answered, id)).assertion;
  }

  test('is signed out at the others, then there, and is answered at the end', async () => {
    await at.configure({ parties: [desk, sales] });
    at.house.signsIn(at.house.borealis, people.ada);
    const browser = at.house.browser();
    const { nameId, sessionIndex } = await enter(browser, desk);
    await enter(browser, sales);
    const first = await at.byAddress(browser, at.partyRequest(desk, { nameId, sessionIndex }));
    expect(askedBy(first).to).toBe('https://crm.example/slo');
    const upstream = new URL((await at.answers(browser, first, sales)).headers.location ?? '');
    expect(upstream.origin).toBe(at.house.borealis.issuer);
    const back = await browser.get(`${login}/logout/return?state=${upstream.searchParams.get('state')}`);
    expect(askedBy(back)).toMatchObject({ to: 'https://wiki.example/slo', isPartial: false, relayState: 'bye' });
    await at.configure();
  });
});

describe('somebody who signs out at the portal', () => {
  beforeEach(() => at.configure());
  async function inPortal(browser: TestBrowser) {
    const { url } = await departFor(browser, 'aurora').catch(async () => ({ url: '' }));
    if (url === '') return postAnswer(browser, await browser.get(portals));
    const { action, fields } = at.provider.answer(url, ada);
    return postAnswer(browser, await browser.post(action, { ...fields }, { 'sec-fetch-site': 'cross-site' }));
  }
  async function signOut(browser: TestBrowser) {
    const page = await browser.get(portals);
    const csrf = /name="csrf" value="([^"]*)"/.exec(page.body)?.[1] ?? '';
    return browser.post(new URL('/servicedesk/customer/user/logout', page.url).href, { csrf });
  }

  test('reads which applications did not confirm it, and which did', async () => {
    await at.configure({ aurora: { logout: null } });
    const browser = at.house.browser();
    await inPortal(browser);
    await at.enter(browser, archive);
    await at.enter(browser, wiki);
    const page = await at.answers(browser, await signOut(browser), wiki);
    const text = textOf(page);
    expect(text).toContain('You are signed out here as well Company wiki');
    expect(text).toContain('These did not confirm that you are signed out Archive');
  });

  test.each([
    ['signed by somebody else', { key: otherRsaKeys().privateKey }],
    ['that it failed', { outcome: 'failed' as const }],
  ])('reads that the company did not confirm it, after an answer %s', async (_, more) => {
    const browser = at.house.browser();
    await inPortal(browser);
    const upstream = askedBy(await signOut(browser));
    expect(upstream).toMatchObject({ to: auroraSlo, kind: 'LogoutRequest', name: 'ada-1' });
    const text = textOf(await back(browser, upstream, more));
    expect(text).toContain('Your company did not confirm that you are signed out there.');
    expect((await browser.get(portals)).url).not.toBe(portals);
  });

  test('is back at the portal when everybody knows', async () => {
    await at.configure({ aurora: { logout: null } });
    const browser = at.house.browser();
    await inPortal(browser);
    await at.enter(browser, wiki);
    const page = await at.answers(browser, await signOut(browser), wiki);
    expect([page.url.split('?')[0], page.status]).toEqual(['http://acme.localhost:8080/saml/slo', 200]);
  });
});
