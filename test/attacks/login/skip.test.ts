import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, somebody } from '../../support/attacks/in-house.ts';
import { formOn, textOf } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { answer, arrive, codeOf, departFor, enrol, keyOn, portals, signIn } from '../../support/journey.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('the second factor cannot be skipped', () => {
  casesOf('login.skip').attack('by opening the portal in its place', async () => {
    const browser = house.browser();
    await arrive(house, browser, house.borealis, somebody());
    const page = await browser.get(portals);
    expect(page.status).toBe(200);
    expect(textOf(page)).toContain('Which company are you with?');
    expect(browser.cookies('acme.localhost:8080').has('__Host-session')).toBe(false);
  });

  casesOf('login.skip').attack('by calling the callback again with the same answer', async () => {
    const browser = house.browser();
    house.signsIn(house.borealis, somebody());
    const { url } = await departFor(browser, 'borealis');
    const back = house.borealis.authorize(url);
    await browser.get(back);
    const page = await browser.get(back);
    expect(page.status).toBe(409);
    expect(lastRefusal(house)).toBe('login_wrong_step');
  });

  casesOf('login.skip').attack('by starting the same request again: it leads back to the step', async () => {
    const browser = house.browser();
    house.signsIn(house.borealis, somebody());
    const portal = await browser.send('GET', portals);
    const sso = portal.headers.location ?? '';
    const away = await browser.get(`${sso}&connection=borealis`);
    await browser.get(house.borealis.authorize(away.headers.location ?? ''));
    const page = await browser.get(`${sso}&connection=borealis`);
    expect(keyOn(page)).toBeTruthy();
  });

  casesOf('login.skip').attack('in a second tab that starts a login of its own', async () => {
    const browser = house.browser();
    const person = somebody();
    const first = await arrive(house, browser, house.borealis, person);
    const second = await arrive(house, browser, house.borealis, person);
    for (const page of [first, second]) expect(textOf(page)).toContain('Set up your second step');
    // Finishing the one does not finish the other.
    const { answered } = await enrol(house, browser, second);
    expect(formOn(answered).fields).toHaveProperty('SAMLResponse');
    const late = await browser.get(first.url);
    expect(formOn(late).fields).not.toHaveProperty('SAMLResponse');
  });

  casesOf('login.skip').attack('by choosing to set up a new app where one is there', async () => {
    const browser = house.browser();
    const person = somebody();
    await signIn(house, browser, house.borealis, person);
    const page = await arrive(house, house.browser(), house.borealis, person);
    expect(textOf(page)).not.toContain('Set up');
    expect(textOf(page)).toContain('Confirm that it is you');
  });

  casesOf('login.skip').attack('by an empty answer, a missing one, or one that comes twice', async () => {
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, somebody());
    const form = formOn(page);
    for (const fields of [{ answer: '' }, {}, { answer: '000000', method: 'none' }]) {
      const next = await browser.post(form.action, { ...form.fields, ...fields });
      expect(next.status).toBeGreaterThanOrEqual(400);
      expect(next.body).not.toContain('SAMLResponse');
    }
  });

  casesOf('login.skip').attack('by switching the method while a new app is being set up', async () => {
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, somebody());
    const form = formOn(page);
    const next = await browser.post(form.action, { token: form.fields.token ?? '', method: 'recovery-code' });
    expect(next.status).toBe(409);
    expect(lastRefusal(house)).toBe('login_wrong_step');
  });

  casesOf('login.skip').attack('by the app, or a recovery code, of somebody else', async () => {
    const mallory = await signIn(house, house.browser(), house.borealis, somebody());
    const person = somebody();
    await signIn(house, house.browser(), house.borealis, person);
    house.clock.advance(60_000);
    const thief = house.browser();
    const page = await arrive(house, thief, house.borealis, person);
    const tried = await answer(thief, page, { answer: codeOf(house, mallory.key) });
    expect([tried.status, tried.body.includes('SAMLResponse')]).toEqual([403, false]);
    const switched = await thief.post(page.url, { token: formOn(page).fields.token ?? '', method: 'recovery-code' });
    const again = await answer(thief, switched, { answer: mallory.codes[0] ?? '' });
    expect([again.status, again.body.includes('SAMLResponse')]).toEqual([403, false]);
  });

  casesOf('login.skip').attack.each(['none', 'constructor', '__proto__', 'sms', 'TOTP', ''])(
    'by a method that nobody has: %s',
    async (method) => {
      const person = somebody();
      await signIn(house, house.browser(), house.borealis, person);
      const browser = house.browser();
      const page = await arrive(house, browser, house.borealis, person);
      const next = await browser.post(page.url, { token: formOn(page).fields.token ?? '', method });
      expect(next.status).toBe(409);
      expect(next.body).not.toContain('SAMLResponse');
    },
  );
});
