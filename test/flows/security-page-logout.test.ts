/** Sessions ended from the security page, and what hangs on them: applications are told, and the browser finds its way back. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildLogoutResponse } from '../../broker/saml/logout-response.ts';
import { loginHost } from '../support/attacks/in-house.ts';
import { type BrowserPage, type TestBrowser, textOf } from '../support/browser.ts';
import { rsaKeys } from '../support/saml/keys.ts';
import {
  ada,
  archive,
  askedBy,
  auroraIdp,
  auroraSlo,
  bo,
  type LogoutHouse,
  logoutAt,
  openLogoutHouse,
  wiki,
} from '../support/saml/logout-house.ts';
import { linkOn, press, security } from '../support/security-page.ts';

let at: LogoutHouse;
beforeAll(async () => {
  at = await openLogoutHouse();
});
afterAll(() => at.close());

/** Where a page of ours leads on by itself, as a redirect would: none that leaves may follow a form. */
function leaving(page: BrowserPage): BrowserPage {
  const location = (/http-equiv="refresh" content="0; url=([^"]+)"/.exec(page.body)?.[1] ?? '').replaceAll('&amp;', '&');
  expect([page.status, page.headers.location]).toEqual([200, undefined]);
  return { ...page, headers: { location } };
}

/** The company's answer to what it was told. */
function fromCompany(browser: TestBrowser, { id, relayState }: { id: string; relayState: string }) {
  const key = rsaKeys().privateKey;
  const response = {
    id: '_idp',
    now: at.house.clock.now(),
    issuer: auroraIdp,
    destination: logoutAt('aurora'),
    inResponseTo: id,
    outcome: 'success' as const,
    relayState,
    key,
  };
  return browser.get(buildLogoutResponse(response));
}

describe('a session that is ended from another browser', () => {
  test('ends at the applications that were entered from it, and the browser comes back to the page', async () => {
    const [here, there] = [at.house.browser(), at.house.browser()];
    await at.enter(here, archive, ada, 'here');
    const { sessionIndex } = await at.enter(there, wiki, ada, 'there');
    const left = leaving(await press(here, await here.get(security), 'Sign out there'));
    expect(await at.isIn(there)).toBe(false);
    expect(askedBy(left)).toMatchObject({ to: 'https://wiki.example/slo', kind: 'LogoutRequest', sessionIndex });
    const back = await at.answers(here, left, wiki);
    expect(textOf(back)).toContain('You are signed out there');
    expect(back.url.startsWith(security)).toBe(true);
    expect(await at.isIn(here)).toBe(true);
    expect(here.cookies(loginHost).has('__Host-out')).toBe(false);
  });

  test('is never one of somebody else at the same company', async () => {
    const [hers, his] = [at.house.browser(), at.house.browser()];
    await at.enter(hers, archive, ada, 'hers');
    await at.enter(his, archive, bo, 'his');
    const page = await his.get(security);
    expect(textOf(page)).toContain('bo@aurora.example');
    expect(page.body).not.toContain('Sign out there');
  });
});

test('signing out everywhere ends all sessions at once, tells the applications of all of them and then the company', async () => {
  const [here, there] = [at.house.browser(), at.house.browser()];
  at.house.clock.advance(60_000);
  for (const [browser, session] of [
    [here, 'all-1'],
    [there, 'all-2'],
  ] as const)
    await at.enter(browser, wiki, ada, session);
  const ask = await here.get(linkOn(await here.get(security), 'Sign out everywhere'));
  const first = leaving(await press(here, ask, 'Sign out everywhere'));
  expect(here.cookies(loginHost).has('__Host-sso')).toBe(false);
  expect([await at.isIn(here), await at.isIn(there)]).toEqual([false, false]);
  const told = [askedBy(first).sessionIndex];
  let page = await at.answers(here, first, wiki);
  while (askedBy(page).to === 'https://wiki.example/slo') {
    told.push(askedBy(page).sessionIndex);
    page = await at.answers(here, page, wiki);
  }
  // Both of this test; those that the test before left open are the same person's.
  expect(new Set(told).size).toBe(told.length);
  expect(told.length).toBeGreaterThanOrEqual(2);
  expect(askedBy(page)).toMatchObject({ to: auroraSlo, kind: 'LogoutRequest', name: 'ada-1' });
  const over = await fromCompany(here, askedBy(page));
  expect(textOf(over)).toContain('You are signed out');
  expect(textOf(over)).toContain('Company wiki');
});
