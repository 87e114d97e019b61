/** A person's security page at the login host: what it shows, what it asks for before a change, and what changes. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { lastRefusal, loginHost, portalHost, somebody } from '../support/attacks/in-house.ts';
import { formOn, type TestBrowser, textOf } from '../support/browser.ts';
import { type House, openHouse, type TestPerson } from '../support/house.ts';
import { answer, arrive, codeOf, enrol, keyOn, portals, postAnswer, signIn } from '../support/journey.ts';
import { addApp, atSecurity, formWith, linkOn, press, security } from '../support/security-page.ts';

let house: House;
const sixMinutes = 6 * 60_000;

/** Shows the app once more where the page asks for it; `page` is the one with the button. */
async function confirm(browser: TestBrowser, page: Parameters<typeof linkOn>[0], key: string) {
  const asked = await browser.get(linkOn(page, 'Confirm that it is you'));
  return answer(browser, asked, { answer: codeOf(house, key) });
}

describe.each(['sqlite', 'postgres'] as const)('on %s', (database) => {
  beforeAll(async () => {
    house = await openHouse({ connections: ['borealis'], database });
  }, 60_000);
  afterAll(() => house.close());
  afterEach(() => house.clock.advance(60_000));

  describe('the way in', () => {
    test('a person who is signed in sees the page at once, by the link in the portal', async () => {
      const browser = house.browser();
      const { page } = await signIn(house, browser, house.borealis, somebody());
      const opened = await browser.get(linkOn(page, 'Security'));
      expect([opened.status, opened.url]).toEqual([200, security]);
      for (const words of ['Authenticator app', '10 recovery codes left', 'Where you are signed in', 'This browser'])
        expect(textOf(opened)).toContain(words);
      expect(opened.headers['cache-control']).toBe('no-store');
    });

    test('who is not signed in comes to it by their company and their second step, and no message is made for it', async () => {
      const person = somebody();
      const { key } = await signIn(house, house.browser(), house.borealis, person);
      house.clock.advance(60_000);
      const browser = house.browser();
      const asked = await arrive(house, browser, house.borealis, person, security);
      expect(textOf(asked)).toContain('Confirm that it is you');
      const opened = await answer(browser, asked, { answer: codeOf(house, key) });
      expect([opened.status, opened.url]).toEqual([200, security]);
      expect(opened.body).not.toContain('SAMLResponse');
      // The session is one as ever: the portal opens without another question.
      expect(formOn(await browser.get(portals)).fields).toHaveProperty('SAMLResponse');
    });

    test('the first sign-in of all sets a second step up on the way, and makes no account', async () => {
      const browser = house.browser();
      const person = somebody();
      const first = await arrive(house, browser, house.borealis, person, security);
      const { answered } = await enrol(house, browser, first);
      expect([answered.url, textOf(answered).includes(person.email)]).toEqual([security, true]);
      const accounts = [...(house.jira.sites.get('acme')?.users.values() ?? [])];
      expect(accounts.some(({ email }) => email === person.email)).toBe(false);
    });
  });

  describe('who may come', () => {
    const moved = () => {
      const person = somebody();
      return { person, elsewhere: { ...person, email: person.email.replace('borealis', 'elsewhere') } };
    };

    test('is a customer whose address has become another one: the account stands for them', async () => {
      const { person, elsewhere } = moved();
      const { key } = await signIn(house, house.browser(), house.borealis, person);
      house.clock.advance(60_000);
      const browser = house.browser();
      const opened = await answer(browser, await arrive(house, browser, house.borealis, elsewhere, security), {
        answer: codeOf(house, key),
      });
      expect([opened.url, textOf(opened).includes(elsewhere.email)]).toEqual([security, true]);
    });

    test('is nobody else for whose address the company may not speak', async () => {
      const browser = house.browser();
      const refused = await arrive(house, browser, house.borealis, moved().elsewhere, security);
      expect(refused.status).toBe(403);
      expect(browser.cookies(loginHost).has('__Host-sso')).toBe(false);
    });
  });

  describe('a change', () => {
    test('adds an app, adds a second one, gives it another name, takes that back, and removes it', async () => {
      const browser = house.browser();
      await atSecurity(house, browser, house.borealis, somebody());
      const second = await addApp(house, browser, 'Work phone');
      expect(textOf(second.page)).toContain('Your new second step is set up');
      expect(textOf(second.page)).toContain('Work phone');
      const third = await addApp(house, browser, 'Old phone');
      expect(textOf(third.page)).toContain('Old phone');

      const change = await browser.get(linkOn(third.page, 'Change Old phone'));
      const renamed = await press(browser, change, 'Rename', { label: 'Drawer' });
      expect(textOf(renamed)).toContain('The name was changed');
      expect(textOf(renamed)).toContain('Drawer');
      const undone = await press(browser, renamed, 'Undo');
      expect(textOf(undone)).toContain('Old phone');
      expect(textOf(undone)).not.toContain('Change Drawer');

      const again = await browser.get(linkOn(undone, 'Change Old phone'));
      expect(textOf(again)).not.toContain('This is your last second step');
      const removed = await press(browser, again, 'Remove Old phone');
      expect(textOf(removed)).toContain('The second step was removed');
      expect(textOf(removed)).not.toContain('Old phone');
      expect(textOf(removed)).toContain('Whoever is signed in somewhere else stays so');
      // What was removed lets nobody in; what was added does.
      house.clock.advance(60_000);
    });

    test('of a new app counts at the next sign-in', async () => {
      const person = somebody();
      const browser = house.browser();
      await atSecurity(house, browser, house.borealis, person);
      const { key } = await addApp(house, browser, 'Tablet');
      house.clock.advance(60_000);
      const other = house.browser();
      const asked = await arrive(house, other, house.borealis, person);
      expect(formOn(await answer(other, asked, { answer: codeOf(house, key) })).fields).toHaveProperty('SAMLResponse');
    });

    test('asks for a second step once more when the last one is a while ago, and comes back to what was wanted', async () => {
      const browser = house.browser();
      const { page, key } = await atSecurity(house, browser, house.borealis, somebody());
      house.clock.advance(sixMinutes);
      const factor = linkOn(page, 'Change Authenticator app');
      const asks = await browser.get(factor);
      expect(textOf(asks)).toContain('It counts for five minutes');
      expect(asks.body).not.toContain('Rename');
      const back = await confirm(browser, asks, key);
      expect(back.url).toBe(factor);
      expect(textOf(await press(browser, back, 'Rename', { label: 'Mine' }))).toContain('Mine');
    });

    test('that is not confirmed after all leads back to the page, signed in as before', async () => {
      const browser = house.browser();
      await atSecurity(house, browser, house.borealis, somebody());
      house.clock.advance(sixMinutes);
      const asked = await browser.get(linkOn(await browser.get(`${security}/codes`), 'Confirm that it is you'));
      const back = await press(browser, asked, 'Cancel');
      expect([back.url, back.status]).toEqual([security, 200]);
    });

    test('that was shown in time and sent too late is refused, with the way to confirm it', async () => {
      const browser = house.browser();
      const { page, key } = await atSecurity(house, browser, house.borealis, somebody());
      const change = await browser.get(linkOn(page, 'Change Authenticator app'));
      house.clock.advance(sixMinutes);
      const refused = await press(browser, change, 'Rename', { label: 'Late' });
      expect([refused.status, lastRefusal(house)]).toEqual([403, 'security_confirm_needed']);
      const back = await confirm(browser, refused, key);
      expect(back.url).toBe(change.url);
      expect(textOf(await browser.get(security))).not.toContain('Late');
    });

    test('with a recovery code alone is none: the code leads to a new second step first', async () => {
      const browser = house.browser();
      const { page, codes } = await atSecurity(house, browser, house.borealis, somebody());
      house.clock.advance(sixMinutes);
      const asked = await browser.get(linkOn(await browser.get(linkOn(page, 'Change Authenticator app')), 'Confirm that it is you'));
      const other = await press(browser, asked, 'Use a recovery code');
      const next = await answer(browser, other, { answer: codes[0] ?? '' });
      expect(textOf(next)).toContain('Set up your second step');
      const fresh = keyOn(next);
      const back = await answer(browser, next, { answer: codeOf(house, fresh), label: 'New phone' });
      expect(textOf(back)).toContain('Remove Authenticator app');
      const removed = await press(browser, back, 'Remove Authenticator app');
      expect(textOf(removed)).toContain('9 recovery codes left');
      expect(textOf(removed)).toContain('New phone');
    });

    test('that removes the last one warns, and takes recovery codes and remembered browsers along', async () => {
      const person = somebody();
      const browser = house.browser();
      const { page, codes } = await atSecurity(house, browser, house.borealis, person);
      const change = await browser.get(linkOn(page, 'Change Authenticator app'));
      expect(textOf(change)).toContain('This is your last second step');
      const removed = await press(browser, change, 'Remove Authenticator app');
      expect(textOf(removed)).toContain('You have no second step yet');
      // Its codes are worth nothing beside a new one.
      house.clock.advance(60_000);
      const set = await signIn(house, house.browser(), house.borealis, person);
      expect(set.codes).toHaveLength(10);
      expect(set.codes).not.toContain(codes[0]);
    });

    test('to nobody’s first goes through the company’s sign-in once more, and ends on the page', async () => {
      const person = somebody();
      const browser = house.browser();
      const { page } = await atSecurity(house, browser, house.borealis, person);
      const removed = await press(browser, await browser.get(linkOn(page, 'Change Authenticator app')), 'Remove Authenticator app');
      house.clock.advance(sixMinutes);
      const asks = await browser.get(linkOn(removed, 'Set one up'));
      expect(textOf(asks)).toContain('Your company’s sign-in comes first');
      house.signsIn(house.borealis, person);
      const away = await browser.get(linkOn(asks, 'Sign in and set it up'));
      expect(away.headers.location).toContain('prompt=login');
      const first = await browser.get(house.borealis.authorize(away.headers.location ?? ''));
      expect(textOf(first)).toContain('Set up your second step');
      const { answered } = await enrol(house, browser, first);
      expect(answered.url).toBe(`${security}/add`);
      expect(textOf(await browser.get(security))).toContain('Authenticator app');
    });

    test('makes new recovery codes, and the old ones are void', async () => {
      const person = somebody();
      const browser = house.browser();
      const { page, codes } = await atSecurity(house, browser, house.borealis, person);
      const shown = await press(browser, await browser.get(linkOn(page, 'Make new ones')), 'Make new recovery codes');
      const made = [...shown.body.matchAll(/<li><code>([^<]+)<\/code>/g)].map(([, code]) => code ?? '');
      expect(made).toHaveLength(10);
      expect(textOf(await browser.get(linkOn(shown, 'I have kept them')))).toContain('Your new recovery codes count from now on');
      house.clock.advance(60_000);
      const other = house.browser();
      const asked = await press(other, await arrive(house, other, house.borealis, person), 'Use a recovery code');
      expect((await answer(other, asked, { answer: codes[0] ?? '' })).status).toBe(403);
      expect(formOn(await answer(other, asked, { answer: made[0] ?? '' })).fields).toHaveProperty('SAMLResponse');
    });

    test('that goes wrong is said on the page, and can be tried again', async () => {
      const browser = house.browser();
      await atSecurity(house, browser, house.borealis, somebody());
      const setUp = await press(browser, await browser.get(`${security}/add`), 'Authenticator app');
      const wrong = await answer(browser, setUp, { answer: '000000' });
      expect(wrong.status).toBe(403);
      expect(keyOn(wrong)).toBe(keyOn(setUp));
      const slip = await answer(browser, wrong, { answer: 'none' });
      expect(slip.status).toBe(400);
      expect(textOf(await answer(browser, slip, { answer: codeOf(house, keyOn(setUp)) }))).toContain('Your new second step is set up');
      expect(textOf(await press(browser, await browser.get(`${security}/add`), 'Authenticator app'))).toContain('Cancel, and back');
    });

    test('ends after five wrong answers', async () => {
      const browser = house.browser();
      await atSecurity(house, browser, house.borealis, somebody());
      const setUp = await press(browser, await browser.get(`${security}/add`), 'Authenticator app');
      for (let tries = 0; tries < 5; tries += 1) await answer(browser, setUp, { answer: '000000' });
      const late = await answer(browser, setUp, { answer: codeOf(house, keyOn(setUp)) });
      expect([late.status, lastRefusal(house)]).toEqual([403, 'second_factor_exhausted']);
    });
  });

  describe('sessions', () => {
    async function twoBrowsers(person: TestPerson) {
      const [here, there] = [house.browser(), house.browser()];
      const { key } = await signIn(house, there, house.borealis, person);
      house.clock.advance(60_000);
      const asked = await arrive(house, here, house.borealis, person);
      await postAnswer(here, await answer(here, asked, { answer: codeOf(house, key) }));
      return { here, there };
    }

    test('of the other browser is ended from here, with its portal', async () => {
      const { here, there } = await twoBrowsers(somebody());
      const page = await here.get(security);
      expect(page.body.match(/Sign out there/g)).toHaveLength(1);
      const after = await press(here, page, 'Sign out there');
      expect(textOf(after)).toContain('You are signed out there');
      expect((await there.get(portals)).headers.location).toContain(house.borealis.issuer);
      expect((await here.get(portals)).status).toBe(200);
    });

    test('end everywhere at once, this browser’s too, and the person reads it', async () => {
      const { here, there } = await twoBrowsers(somebody());
      const ask = await here.get(linkOn(await here.get(security), 'Sign out everywhere'));
      const token = here.cookies(loginHost).get('__Host-sso') ?? '';
      const over = await press(here, ask, 'Sign out everywhere');
      expect(over.body).toMatch(/You are signed out|Signing out|Sign out/);
      expect(here.cookies(loginHost).has('__Host-sso')).toBe(false);
      for (const browser of [here, there]) {
        browser.cookies(portalHost);
        expect((await browser.get(portals)).status).not.toBe(200);
      }
      here.cookies(loginHost).set('__Host-sso', token);
      expect((await here.send('GET', security)).status).toBe(302);
    });
  });

  test('a form of before another sign-in is refused, and nothing changes', async () => {
    const browser = house.browser();
    const { page, key } = await atSecurity(house, browser, house.borealis, somebody());
    const change = await browser.get(linkOn(page, 'Change Authenticator app'));
    const form = formWith(change, 'Rename');
    house.clock.advance(sixMinutes);
    await confirm(browser, await browser.get(change.url), key);
    const stale = await browser.post(form.action, { ...form.fields, label: 'Stale' });
    expect([stale.status, lastRefusal(house)]).toEqual([403, 'security_form_stale']);
    expect(textOf(await browser.get(security))).not.toContain('Stale');
  });
});
