import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, loginHost, somebody } from '../../support/attacks/in-house.ts';
import { formOn } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { arrive, codeOf, departFor, keyOn } from '../../support/journey.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('a login belongs to one browser', () => {
  casesOf('login.other-browser').attack('an answer that somebody else obtained signs nobody in (login CSRF)', async () => {
    const attacker = house.browser();
    house.signsIn(house.borealis, somebody());
    const { url } = await departFor(attacker, 'borealis');
    const back = house.borealis.authorize(url);
    const victim = house.browser();
    await departFor(victim, 'borealis');
    const page = await victim.get(back);
    expect(page.status).toBe(403);
    expect(lastRefusal(house)).toBe('login_other_browser');
  });

  casesOf('login.other-browser').attack('the page of a step opens in no other browser', async () => {
    const page = await arrive(house, house.browser(), house.borealis, somebody());
    expect((await house.browser().get(page.url)).status).toBe(403);
    expect(lastRefusal(house)).toBe('login_other_browser');
  });

  casesOf('http.forms').attack('a form of another site is refused, with the cookie and the token', async () => {
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, somebody());
    const form = formOn(page);
    const fields = { ...form.fields, answer: codeOf(house, keyOn(page)) };
    const crossSites = [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of crossSites) {
      expect((await browser.post(form.action, fields, headers)).status).toBe(403);
      expect(lastRefusal(house)).toBe('login_form_stale');
    }
  });

  casesOf('http.forms').attack('a form without its token, or with another, is refused', async () => {
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, somebody());
    for (const token of ['', 'x'.repeat(43), 'short'])
      expect((await browser.post(page.url, { token, answer: codeOf(house, keyOn(page)) })).status).toBe(403);
  });

  casesOf('http.forms').attack.each([
    ['the token', (token: string, code: string) => `token=${token}&token=${token}&answer=${code}`, 403],
    ['the token, one of them wrong', (token: string, code: string) => `token=x&token=${token}&answer=${code}`, 403],
    ['the token in a list', (token: string, code: string) => `token[]=${token}&answer=${code}`, 403],
    ['the answer', (token: string, code: string) => `token=${token}&answer=${code}&answer=${code}`, 400],
    ['the answer, one of them wrong', (token: string, code: string) => `token=${token}&answer=000000&answer=${code}`, 400],
  ])('a form with two of %s is none', async (_, payload, status) => {
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, somebody());
    const url = new URL(page.url);
    const answered = await house.broker.app.inject({
      method: 'POST',
      url: url.pathname,
      headers: {
        host: url.host,
        origin: url.origin,
        cookie: [...browser.cookies(loginHost)].map(([name, value]) => `${name}=${value}`).join('; '),
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: payload(formOn(page).fields.token ?? '', codeOf(house, keyOn(page))),
    });
    expect(answered.statusCode).toBe(status);
    expect(answered.body).not.toContain('<li><code>');
  });
});
