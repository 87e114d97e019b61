import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { emptySettings } from '#contract/settings/snapshot';
import { applicationOf, termsOf } from '../../../broker/domain/party.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, loginHost, somebody, transactionOf } from '../../support/attacks/in-house.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { answer, arrive, codeOf, enrol, keyOn, postAnswer } from '../../support/journey.ts';
import { askAsPortal } from '../../support/party-request.ts';
import { anApplication, askByAddress } from '../../support/saml/application.ts';
import { addApp, atSecurity, formWith, linkOn, loginOrigin, press, security } from '../../support/security-page.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ connections: ['borealis'] });
});
afterAll(() => house.close());

const minutes = (count: number) => count * 60_000;
const cookie = (browser: TestBrowser) => browser.cookies(loginHost).get('__Host-sso') ?? '';
const factorIn = (page: BrowserPage) => /\/security\/factors\/([\w-]+)/.exec(page.body)?.[1] ?? '';
const tokenOn = (page: BrowserPage) => / name="token" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
/** What somebody has: how many second steps, codes and sessions the page lists. */
const countsOf = async (browser: TestBrowser) => {
  const page = await browser.get(security);
  const codes = /(\d+) recovery codes left/.exec(textOf(page))?.[1];
  return {
    factors: page.body.match(/\/security\/factors\//g)?.length ?? 0,
    codes,
    sessions: page.body.match(/Signed in <time/g)?.length ?? 0,
  };
};

/** Somebody at the page with an app of moments ago, and what they can do there. */
async function victim() {
  const browser = house.browser();
  const person = somebody();
  const { page, key, codes } = await atSecurity(house, browser, house.borealis, person);
  const factor = factorIn(page);
  const change = await browser.get(`${security}/factors/${factor}`);
  return {
    browser,
    person,
    page,
    key,
    codes,
    factor,
    token: tokenOn(change),
    remove: formWith(change, 'Remove'),
    rename: formWith(change, 'Rename'),
  };
}

describe('a set-up of another session', () => {
  casesOf('login.security-page').attack('is not opened by the session of somebody else, nor finished', async () => {
    const ada = await victim();
    const setUp = await press(ada.browser, await ada.browser.get(`${security}/add`), 'Authenticator app');
    const mallory = await victim();
    const opened = await mallory.browser.get(setUp.url);
    expect([opened.status, lastRefusal(house)]).toEqual([410, 'security_set_up_over']);
    const posted = await mallory.browser.post(setUp.url, { token: mallory.token, answer: codeOf(house, keyOn(setUp)) });
    expect([posted.status, lastRefusal(house)]).toEqual([410, 'security_set_up_over']);
    expect([(await countsOf(ada.browser)).factors, (await countsOf(mallory.browser)).factors]).toEqual([1, 1]);
  });

  casesOf('login.security-page').attack('is not put under somebody by a link: their session opens nothing of it', async () => {
    const mallory = await victim();
    const setUp = await press(mallory.browser, await mallory.browser.get(`${security}/add`), 'Authenticator app');
    const ada = await victim();
    const opened = await ada.browser.get(setUp.url, { 'sec-fetch-site': 'cross-site' });
    expect(opened.status).toBe(410);
    expect(textOf(opened)).toContain('Nothing was changed');
  });

  casesOf('login.security-page').attack('of before another sign-in of the same person is over', async () => {
    const { browser, key } = await victim();
    const setUp = await press(browser, await browser.get(`${security}/add`), 'Authenticator app');
    house.clock.advance(minutes(6));
    const asked = await browser.get(linkOn(await browser.get(`${security}/add`), 'Confirm that it is you'));
    await answer(browser, asked, { answer: codeOf(house, key) });
    const late = await browser.get(setUp.url);
    expect([late.status, lastRefusal(house)]).toEqual([410, 'security_set_up_over']);
  });

  casesOf('login.security-page').attack('is over after ten minutes, with the right code', async () => {
    const { browser } = await victim();
    const setUp = await press(browser, await browser.get(`${security}/add`), 'Authenticator app');
    house.clock.advance(minutes(10));
    const late = await answer(browser, setUp, { answer: codeOf(house, keyOn(setUp)) });
    expect([late.status, lastRefusal(house)]).toEqual([410, 'security_set_up_over']);
    expect((await countsOf(browser)).factors).toBe(1);
  });

  casesOf('login.security-page').attack('that is done is not done twice', async () => {
    const { browser } = await victim();
    const setUp = await press(browser, await browser.get(`${security}/add`), 'Authenticator app');
    await answer(browser, setUp, { answer: codeOf(house, keyOn(setUp)) });
    const again = await answer(browser, setUp, { answer: codeOf(house, keyOn(setUp)) });
    expect(again.status).toBeGreaterThanOrEqual(400);
    expect((await countsOf(browser)).factors).toBe(2);
  });

  casesOf('login.security-page').attack.each(['', 'x', 'AAAA', '__proto__', 'a'.repeat(4_000)])('is not made up: %#', async (made) => {
    const { browser } = await victim();
    expect((await browser.get(`${security}/set-up?s=${made}`)).status).toBe(410);
    const state = await browser.get(`${security}/set-up/state?s=${made}`);
    expect(state.body).toBe('{"state":"refused"}');
  });
});

describe('who only has the session', () => {
  casesOf('login.security-page').attack.each([
    ['adds', 'add', { method: 'totp' }],
    ['makes codes', 'codes', {}],
    ['renames', 'factors/FACTOR/rename', { label: 'Mine now' }],
    ['removes', 'factors/FACTOR/remove', {}],
  ])('%s nothing when the proof is six minutes old', async (_what, part, fields) => {
    const { browser, factor, token } = await victim();
    house.clock.advance(minutes(6));
    const before = await countsOf(browser);
    const refused = await browser.post(`${security}/${part.replace('FACTOR', factor)}`, { token, ...fields });
    expect([refused.status, lastRefusal(house)]).toEqual([403, 'security_confirm_needed']);
    expect(await countsOf(browser)).toEqual(before);
    expect(textOf(await browser.get(security))).not.toContain('Mine now');
  });

  casesOf('login.security-page').attack('sees neither the key of an app nor a code on any page', async () => {
    const { browser, key, codes, factor } = await victim();
    for (const part of ['', '/add', '/codes', `/factors/${factor}`]) {
      const page = await browser.get(`${security}${part}`);
      expect(page.status).toBe(200);
      for (const secret of [key, key.replaceAll(' ', ''), codes[0] ?? 'none']) expect(page.body).not.toContain(secret);
    }
  });

  casesOf('login.security-page').attack('is not believed for a recovery code that was used at an earlier sign-in', async () => {
    const { person, codes } = await victim();
    const thief = house.browser();
    const asked = await press(thief, await arrive(house, thief, house.borealis, person), 'Use a recovery code');
    await postAnswer(thief, await answer(thief, asked, { answer: codes[0] ?? '' }));
    // A recovery code is none of the person's strong ones, however fresh.
    const page = await thief.get(`${security}/add`);
    expect(textOf(page)).toContain('Confirm that it is you');
    house.clock.advance(minutes(6));
    const confirm = await thief.get(linkOn(page, 'Confirm that it is you'));
    expect(textOf(confirm)).toContain('Enter the code that your authenticator app shows now');
  });

  casesOf('login.security-page').attack('ends when the session does: its forms change nothing', async () => {
    const { browser, person, key, token, remove } = await victim();
    const stolen = cookie(browser);
    const ask = await browser.get(`${security}/sign-out`);
    await press(browser, ask, 'Sign out everywhere');
    const thief = house.browser();
    thief.cookies(loginHost).set('__Host-sso', stolen);
    expect((await thief.send('POST', remove.action, { ...remove.fields, token })).body).toContain('url=/security');
    expect((await thief.send('GET', security)).headers.location).toContain('/security/sign-in');
    house.clock.advance(minutes(1));
    const after = house.browser();
    const asked = await arrive(house, after, house.borealis, person, security);
    expect((await answer(after, asked, { answer: codeOf(house, key) })).url).toBe(security);
  });

  casesOf('login.security-page').attack('of one tenant has none at another', async () => {
    const { browser, remove } = await victim();
    const umbra = 'http://umbra-login.localhost:8080';
    const thief = house.browser();
    thief.cookies('umbra-login.localhost:8080').set('__Host-sso', cookie(browser));
    expect((await thief.send('GET', `${umbra}/security`)).headers.location).toContain('/security/sign-in');
    expect((await thief.send('POST', remove.action.replace(loginOrigin, umbra), remove.fields)).status).toBe(200);
    expect((await countsOf(browser)).factors).toBe(1);
  });
});

describe('what belongs to somebody else', () => {
  casesOf('login.security-page').attack.each(['rename', 'remove'] as const)('is not there for anybody: %s', async (what) => {
    const [ada, mallory] = [await victim(), await victim()];
    const tried = await mallory.browser.post(`${security}/factors/${ada.factor}/${what}`, { token: mallory.token, label: 'Mallory' });
    expect([tried.status, lastRefusal(house)]).toEqual([404, 'security_item_gone']);
    expect((await mallory.browser.get(`${security}/factors/${ada.factor}`)).status).toBe(404);
    expect((await countsOf(ada.browser)).factors).toBe(1);
    expect(textOf(await ada.browser.get(security))).not.toContain('Mallory');
  });

  casesOf('login.security-page').attack('is not signed out: the session of somebody else', async () => {
    const [ada, mallory] = [await victim(), await victim()];
    house.clock.advance(minutes(1));
    const other = house.browser();
    const asked = await arrive(house, other, house.borealis, ada.person);
    await postAnswer(other, await answer(other, asked, { answer: codeOf(house, ada.key) }));
    const { session = '' } = formWith(await ada.browser.get(security), 'Sign out there').fields;
    expect(session).not.toBe('');
    const tried = await mallory.browser.post(`${security}/sessions`, { token: mallory.token, session });
    expect([tried.status, lastRefusal(house)]).toEqual([404, 'security_item_gone']);
    expect((await countsOf(ada.browser)).sessions).toBe(2);
  });

  casesOf('login.security-page').attack('is not forgotten: a browser of somebody else, or one that never was', async () => {
    const mallory = await victim();
    for (const browser of ['', 'x', 'A'.repeat(22)]) {
      const tried = await mallory.browser.post(`${security}/browsers`, { token: mallory.token, browser });
      expect([tried.status, lastRefusal(house)]).toEqual([404, 'security_item_gone']);
    }
  });
});

describe('forms from elsewhere', () => {
  const foreign = [
    ['another origin', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['the portal', { origin: 'http://acme.localhost:8080', 'sec-fetch-site': 'same-site' }],
    ['nowhere', { origin: 'null' }],
  ] as const;
  casesOf('login.security-page').attack.each(foreign)('change nothing, with the right token: from %s', async (_where, headers) => {
    const { browser, token, factor } = await victim();
    const before = await countsOf(browser);
    for (const [part, fields] of [
      [`factors/${factor}/remove`, {}],
      ['codes', {}],
      ['add', { method: 'totp' }],
      ['browsers', { all: 'yes' }],
      ['sign-out', {}],
    ] as const) {
      const tried = await browser.send('POST', `${security}/${part}`, { token, ...fields }, headers);
      expect([tried.status, lastRefusal(house)]).toEqual([403, 'security_form_stale']);
    }
    expect(await countsOf(browser)).toEqual(before);
  });

  casesOf('login.security-page').attack('change nothing without a token, or with that of somebody else', async () => {
    const [ada, mallory] = [await victim(), await victim()];
    for (const token of ['', mallory.token, `${ada.token}x`]) {
      const tried = await ada.browser.post(ada.remove.action, { token });
      expect([tried.status, lastRefusal(house)]).toEqual([403, 'security_form_stale']);
    }
    expect((await countsOf(ada.browser)).factors).toBe(1);
  });

  casesOf('login.security-page').attack(
    'are not needed where a link would do: no address changes anything when it is followed',
    async () => {
      const { browser, factor, token } = await victim();
      const before = await countsOf(browser);
      for (const part of [`factors/${factor}/remove`, `factors/${factor}/rename`, 'browsers', 'sessions'])
        expect((await browser.send('GET', `${security}/${part}?token=${token}&all=yes`)).status).toBe(404);
      for (const part of ['add?method=totp', 'codes', 'sign-out']) await browser.get(`${security}/${part}`);
      expect(await countsOf(browser)).toEqual(before);
    },
  );

  casesOf('login.security-page').attack('say nothing on the page: what it tells was sealed for this session', async () => {
    const [ada, mallory] = [await victim(), await victim()];
    const renamed = await press(mallory.browser, await mallory.browser.get(`${security}/factors/${mallory.factor}`), 'Rename', {
      label: 'Call 0900 now',
    });
    expect(textOf(renamed)).toContain('The name was changed');
    const noted = await mallory.browser.send('POST', mallory.rename.action, { ...mallory.rename.fields, label: 'x' });
    const link = new URL(noted.headers.location ?? '', security).href;
    expect(textOf(await mallory.browser.get(link))).toContain('Undo');
    expect(textOf(await ada.browser.get(link))).not.toContain('Undo');
  });

  casesOf('login.security-page').honest('pass when they are the person’s own', async () => {
    const { browser, remove } = await victim();
    await addApp(house, browser, 'Second');
    expect(textOf(await browser.post(remove.action, remove.fields))).toContain('The second step was removed');
    expect((await countsOf(browser)).factors).toBe(1);
  });
});

describe('the party of this host itself', () => {
  casesOf('login.own-party').attack('is not named by a SAML request, signed as it may be', async () => {
    for (const issuer of [security, `${security}/`, security.toUpperCase()]) {
      const { url } = await askAsPortal(house, { issuer, acsUrl: security });
      const page = await house.browser().get(url);
      expect([page.status, lastRefusal(house)]).toEqual([403, 'saml_party_unknown']);
    }
  });

  casesOf('login.own-party').attack('is not taken over by an application that registers its name', async () => {
    const party = anApplication({ entityId: security, acs: ['https://evil.example/acs'] });
    const settings = { ...house.settingsOf('acme', ['borealis']), parties: [party] };
    await expect(house.applySettings(house.acme, 2, settings)).rejects.toMatchObject({ code: 'settings_invalid' });
    // Nor would it be answered, had it come to stand there all the same.
    expect(applicationOf(house.acme, settings, security)).toBeNull();
    expect(termsOf(house.acme, settings, security)).toMatchObject({ application: 'security.page', needsAccount: false });
    const page = await house.browser().get(askByAddress(house, party).url);
    expect([page.status, lastRefusal(house)]).toEqual([403, 'saml_party_unknown']);
  });

  casesOf('login.own-party').attack('gives a SAML request none of its wishes', async () => {
    const { browser } = await victim();
    const { url } = await askAsPortal(house);
    const page = await browser.get(`${url}&visit=${'v'.repeat(22)}&wish=first-factor&part=add`);
    expect(formOn(page).fields).toHaveProperty('SAMLResponse');
  });

  casesOf('login.own-party').attack.each([
    '//evil.example',
    'https://evil.example/',
    '../logout',
    'add/../../x',
    'factors/../add',
    '%2f%2fevil.example',
    'sign-out',
  ])('leads nowhere but to its own page: %s', async (part) => {
    const { browser } = await victim();
    const page = await browser.send('GET', `${security}/sign-in?visit=${'p'.repeat(22)}&part=${encodeURIComponent(part)}`);
    expect([page.status, page.headers.location]).toEqual([302, '/security']);
  });

  casesOf('login.own-party').attack.each(['confirm', 'first-factor'])(
    'asks nobody for anything by a link of another site: %s',
    async (wish) => {
      const { browser } = await victim();
      house.clock.advance(minutes(6));
      const foreign = { 'sec-fetch-site': 'cross-site' };
      const page = await browser.send('GET', `${security}/sign-in?visit=${wish.padEnd(22, 'x')}&wish=${wish}`, undefined, foreign);
      expect([page.status, page.headers.location]).toEqual([302, '/security']);
      const confirm = await browser.send('GET', `${security}/confirm?part=add`, undefined, foreign);
      expect([confirm.status, confirm.headers.location]).toEqual([302, '/security']);
      expect(transactionOf(browser)).toBe('');
    },
  );

  casesOf('login.own-party').attack('is not answered in a browser that did not begin it', async () => {
    const { browser, key } = await victim();
    house.clock.advance(minutes(6));
    const asked = await browser.get(linkOn(await browser.get(`${security}/add`), 'Confirm that it is you'));
    const thief = house.browser();
    const form = formOn(asked);
    const tried = await thief.post(form.action, { ...form.fields, answer: codeOf(house, key) });
    expect([tried.status, lastRefusal(house)]).toEqual([403, 'login_other_browser']);
    expect(thief.cookies(loginHost).has('__Host-sso')).toBe(false);
  });

  casesOf('login.own-party').attack('sets up no first one for somebody who has one: it is asked for', async () => {
    const { browser } = await victim();
    house.clock.advance(minutes(6));
    const away = await browser.get(`${security}/sign-in?visit=${'f'.repeat(22)}&wish=first-factor`);
    const page = away.headers.location?.startsWith(house.borealis.issuer)
      ? await browser.get(house.borealis.authorize(away.headers.location))
      : away;
    expect(textOf(page)).toContain('Enter the code that your authenticator app shows now');
    expect(page.body).not.toContain('Set up your second step');
  });
});

describe('a first second step', () => {
  let easy: House;
  beforeAll(async () => {
    easy = await openHouse({ connections: ['borealis'], policy: 'nobody' });
  });
  afterAll(() => easy.close());

  /** Signed in with nothing but the company's word, `age` ago. */
  async function signedIn(age: number) {
    const browser = easy.browser();
    const person = somebody();
    await postAnswer(browser, await arrive(easy, browser, easy.borealis, person));
    easy.clock.advance(age);
    return { browser, person };
  }

  casesOf('login.enrolment').attack.each([0, 10, 119])('is not added by the session of %i minutes ago', async (age) => {
    const { browser } = await signedIn(minutes(age));
    const token = tokenOn(await browser.get(`${security}/sign-out`));
    const tried = await browser.post(`${security}/add`, { token, method: 'totp' });
    expect([tried.status, lastRefusal(easy)]).toEqual([403, 'security_confirm_needed']);
  });

  casesOf('login.enrolment').attack('is not reached by the wish to confirm what is not there', async () => {
    const { browser } = await signedIn(minutes(30));
    const page = await browser.get(`${security}/sign-in?visit=${'c'.repeat(22)}&wish=confirm&part=add`);
    expect(page.url).toBe(`${security}/add`);
    expect(textOf(page)).toContain('Your company’s sign-in comes first');
    expect(page.body).not.toContain('name="method"');
  });

  casesOf('login.enrolment').honest('is set up after the company’s sign-in, moments ago', async () => {
    const { browser, person } = await signedIn(minutes(30));
    const page = await browser.get(`${security}/add`);
    easy.signsIn(easy.borealis, person);
    const away = await browser.get(linkOn(page, 'Sign in and set it up'));
    expect(away.headers.location).toContain(easy.borealis.issuer);
    const first = await browser.get(easy.borealis.authorize(away.headers.location ?? ''));
    const { answered } = await enrol(easy, browser, first);
    expect(answered.url).toBe(`${security}/add`);
  });

  casesOf('login.enrolment').attack('is set up for nobody, when somebody else comes back from the company', async () => {
    const { browser, person } = await signedIn(minutes(30));
    const other = somebody();
    const page = await browser.get(`${security}/add`);
    easy.signsIn(easy.borealis, other);
    const away = await browser.get(linkOn(page, 'Sign in and set it up'));
    const back = await browser.get(easy.borealis.authorize(away.headers.location ?? ''));
    expect([back.status, lastRefusal(easy)]).toEqual([403, 'stepup_subject_mismatch']);
    expect(textOf(await browser.get(security))).toContain(person.email);
    expect(textOf(await browser.get(security))).toContain('You have no second step yet');
  });

  casesOf('login.enrolment').attack('is not set up with a session that was found, by an application that asks for one', async () => {
    const { browser } = await signedIn(minutes(6));
    const { url } = await askAsPortal(easy, { requestedContexts: ['https://refeds.org/profile/mfa'] });
    const page = await browser.get(url);
    expect(page.headers.location).toContain('prompt=login');
  });

  casesOf('login.enrolment').attack('is not made young again by putting it off', async () => {
    const patient = await openHouse({ connections: ['borealis'], secondFactor: { ...emptySettings.secondFactor, graceDays: 7 } });
    try {
      const browser = patient.browser();
      const asked = await arrive(patient, browser, patient.borealis, somebody());
      await postAnswer(browser, await press(browser, asked, 'Not now'));
      patient.clock.advance(minutes(30));
      // Once put off, it waits for the next sign-in: nobody is asked by a session of before.
      expect(formOn(await browser.get((await askAsPortal(patient)).url)).fields).toHaveProperty('SAMLResponse');
      const wished = await askAsPortal(patient, { requestedContexts: ['https://refeds.org/profile/mfa'] });
      expect((await browser.get(wished.url)).headers.location).toContain('prompt=login');
      const first = await browser.get(linkOn(await browser.get(`${security}/add`), 'Sign in and set it up'));
      expect(first.headers.location).toContain('prompt=login');
    } finally {
      await patient.close();
    }
  });
});
