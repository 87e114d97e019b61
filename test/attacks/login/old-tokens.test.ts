import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, loginHost, somebody, transactionOf } from '../../support/attacks/in-house.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { answer, arrive, codeOf, departFor, enrol, keyOn, portals, postAnswer, signIn } from '../../support/journey.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('a token from before a step is worth nothing after it', () => {
  async function atSecondFactor(): Promise<{ browser: TestBrowser; page: BrowserPage; before: string; id: string }> {
    const browser = house.browser();
    house.signsIn(house.borealis, somebody());
    const { url } = await departFor(browser, 'borealis');
    const id = transactionOf(browser);
    const before = browser.cookies(loginHost).get(`__Host-tx-${id}`) ?? '';
    return { browser, before, id, page: await browser.get(house.borealis.authorize(url)) };
  }

  casesOf('login.old-tokens').attack('the cookie of the departure does not open the second factor', async () => {
    const { before, id, page } = await atSecondFactor();
    const thief = house.browser();
    thief.cookies(loginHost).set(`__Host-tx-${id}`, before);
    const refused = await thief.get(page.url);
    expect(refused.status).toBe(409);
    expect(lastRefusal(house)).toBe('login_wrong_step');
  });

  casesOf('login.old-tokens').attack('the cookie of the second factor does not show the recovery codes', async () => {
    const { browser, id, page } = await atSecondFactor();
    const before = browser.cookies(loginHost).get(`__Host-tx-${id}`) ?? '';
    await answer(browser, page, { answer: codeOf(house, keyOn(page)) });
    const thief = house.browser();
    thief.cookies(loginHost).set(`__Host-tx-${id}`, before);
    expect((await thief.get(page.url)).status).toBe(409);
  });

  casesOf('login.old-tokens').attack('the form of an earlier step is not taken by a later one', async () => {
    const { browser, page } = await atSecondFactor();
    const old = formOn(page).fields.token ?? '';
    await answer(browser, page, { answer: codeOf(house, keyOn(page)) });
    const refused = await browser.post(page.url, { token: old, answer: 'kept' });
    expect(refused.status).toBe(403);
    expect(lastRefusal(house)).toBe('login_form_stale');
  });

  casesOf('login.old-tokens').attack('a session of before a sign-in is void after it', async () => {
    const browser = house.browser();
    const person = somebody();
    const { key } = await signIn(house, browser, house.borealis, person);
    const old = browser.cookies(loginHost).get('__Host-sso') ?? '';
    house.clock.advance(60_000);
    browser.cookies('acme.localhost:8080').clear();
    browser.cookies(loginHost).delete('__Host-sso');
    const page = await arrive(house, browser, house.borealis, person);
    browser.cookies(loginHost).set('__Host-sso', old);
    await answer(browser, page, { answer: codeOf(house, key) });
    const thief = house.browser();
    thief.cookies(loginHost).set('__Host-sso', old);
    expect(textOf(await thief.get(portals))).toContain('Which company are you with?');
  });

  casesOf('login.old-tokens').attack('nothing opens a login that has ended', async () => {
    const { browser, id, page } = await atSecondFactor();
    const { answered } = await enrol(house, browser, page);
    const cookie = browser.cookies(loginHost).get(`__Host-tx-${id}`);
    expect(cookie).toBeUndefined();
    await postAnswer(browser, answered);
    expect((await browser.get(page.url)).status).toBe(403);
    expect(lastRefusal(house)).toBe('login_other_browser');
  });

  casesOf('login.old-tokens').attack('nothing opens a login after ten minutes', async () => {
    const { browser, page } = await atSecondFactor();
    house.clock.advance(10 * 60_000);
    expect((await browser.get(page.url)).status).toBe(410);
    expect(lastRefusal(house)).toBe('login_expired');
  });
});
