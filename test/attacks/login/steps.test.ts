import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../../support/browser.ts';
import { type House, openHouse, people } from '../../support/house.ts';
import { answer, arrive, codeOf, departFor, enrol, keyOn, portals, postAnswer, signIn } from '../../support/journey.ts';

const login = 'acme-login.localhost:8080';
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** Somebody new for each test, so that no factor and no count is shared. */
let made = 0;
function somebody() {
  made += 1;
  return { sub: `b-${made}`, email: `p${made}@borealis.example`, name: `Person ${made}` };
}

/** The code of the newest refusal that the broker wrote down. */
function lastRefusal(): unknown {
  return house.log.lines.filter((line) => line.event === 'refused').at(-1)?.fields.code;
}

const transactionOf = (browser: TestBrowser) =>
  [...browser.cookies(login).keys()].find((name) => name.startsWith('__Host-tx-'))?.slice('__Host-tx-'.length) ?? '';

describe('the second factor cannot be skipped', () => {
  test('by opening the portal in its place', async () => {
    const browser = house.browser();
    await arrive(house, browser, house.borealis, somebody());
    const page = await browser.get(portals);
    expect(page.status).toBe(200);
    expect(textOf(page)).toContain('Which company are you with?');
    expect(browser.cookies('acme.localhost:8080').has('__Host-session')).toBe(false);
  });

  test('by calling the callback again with the same answer', async () => {
    const browser = house.browser();
    house.signsIn(house.borealis, somebody());
    const { url } = await departFor(browser, 'borealis');
    const back = house.borealis.authorize(url);
    await browser.get(back);
    const page = await browser.get(back);
    expect(page.status).toBe(409);
    expect(lastRefusal()).toBe('login_wrong_step');
  });

  test('by starting the same request again: it leads back to the step', async () => {
    const browser = house.browser();
    house.signsIn(house.borealis, somebody());
    const portal = await browser.send('GET', portals);
    const sso = portal.headers.location ?? '';
    const away = await browser.get(`${sso}&connection=borealis`);
    await browser.get(house.borealis.authorize(away.headers.location ?? ''));
    const page = await browser.get(`${sso}&connection=borealis`);
    expect(keyOn(page)).toBeTruthy();
  });

  test('in a second tab that starts a login of its own', async () => {
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

  test('by choosing to set up a new app where one is there', async () => {
    const browser = house.browser();
    const person = somebody();
    await signIn(house, browser, house.borealis, person);
    const page = await arrive(house, house.browser(), house.borealis, person);
    expect(textOf(page)).not.toContain('Set up');
    expect(textOf(page)).toContain('Confirm that it is you');
  });

  test('by an empty answer, a missing one, or one that comes twice', async () => {
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, somebody());
    const form = formOn(page);
    for (const fields of [{ answer: '' }, {}, { answer: '000000', method: 'none' }]) {
      const next = await browser.post(form.action, { ...form.fields, ...fields });
      expect(next.status).toBeGreaterThanOrEqual(400);
      expect(next.body).not.toContain('SAMLResponse');
    }
  });

  test('by switching the method while a new app is being set up', async () => {
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, somebody());
    const form = formOn(page);
    const next = await browser.post(form.action, { token: form.fields.token ?? '', method: 'recovery-code' });
    expect(next.status).toBe(409);
    expect(lastRefusal()).toBe('login_wrong_step');
  });

  test('by guessing: the sixth try is not looked at, and the login is over', async () => {
    const browser = house.browser();
    const person = somebody();
    const { key } = await signIn(house, browser, house.borealis, person);
    house.clock.advance(60_000);
    const other = house.browser();
    let page = await arrive(house, other, house.borealis, person);
    for (let count = 0; count < 5; count += 1) {
      const right = codeOf(house, key);
      page = await answer(other, page, { answer: right === '123456' ? '654321' : '123456' });
      expect(page.status).toBe(403);
    }
    const last = await answer(other, page, { answer: codeOf(house, key) });
    expect(last.status).toBe(403);
    expect(lastRefusal()).toBe('second_factor_exhausted');
    expect((await other.get(page.url)).body).not.toContain('name="answer"');
  });

  test('by guessing over many logins: the tenth failure in a row locks', async () => {
    const person = somebody();
    const { key } = await signIn(house, house.browser(), house.borealis, person);
    house.clock.advance(60_000);
    for (let round = 0; round < 2; round += 1) {
      const browser = house.browser();
      let page = await arrive(house, browser, house.borealis, person);
      for (let count = 0; count < 5; count += 1)
        page = await answer(browser, page, { answer: codeOf(house, key) === '123456' ? '654321' : '123456' });
    }
    const locked = await arrive(house, house.browser(), house.borealis, person);
    expect(locked.status).toBe(403);
    expect(lastRefusal()).toBe('second_factor_locked');
    house.clock.advance(15 * 60_000);
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, person);
    expect(formOn(await answer(browser, page, { answer: codeOf(house, key) })).fields).toHaveProperty('SAMLResponse');
  });
});

describe('one address that guesses for many people', () => {
  test('has its logins ended at the first wrong code after a hundred', async () => {
    const own = await openHouse();
    try {
      const wrongOnce = async (number: number) => {
        const browser = own.browser();
        const page = await arrive(own, browser, own.borealis, {
          sub: `g-${number}`,
          email: `g${number}@borealis.example`,
          name: 'Some Body',
        });
        const right = codeOf(own, keyOn(page));
        const wrong = right === '123456' ? '654321' : '123456';
        let last = page;
        for (let count = 0; count < 5; count += 1) last = await answer(browser, page, { answer: wrong });
        return last;
      };
      for (let number = 0; number < 20; number += 1) await wrongOnce(number);
      // The hundred and first wrong code ends its login; what is posted after it finds none.
      expect((await wrongOnce(20)).status).toBe(403);
      expect(own.log.lines.filter((line) => line.fields.code === 'too_many_requests')).toHaveLength(1);
      expect(own.log.lines.at(-1)?.fields.code).toBe('login_other_browser');
    } finally {
      await own.close();
    }
  });
});

describe('a token from before a step is worth nothing after it', () => {
  async function atSecondFactor(): Promise<{ browser: TestBrowser; page: BrowserPage; before: string; id: string }> {
    const browser = house.browser();
    house.signsIn(house.borealis, somebody());
    const { url } = await departFor(browser, 'borealis');
    const id = transactionOf(browser);
    const before = browser.cookies(login).get(`__Host-tx-${id}`) ?? '';
    return { browser, before, id, page: await browser.get(house.borealis.authorize(url)) };
  }

  test('the cookie of the departure does not open the second factor', async () => {
    const { before, id, page } = await atSecondFactor();
    const thief = house.browser();
    thief.cookies(login).set(`__Host-tx-${id}`, before);
    const refused = await thief.get(page.url);
    expect(refused.status).toBe(409);
    expect(lastRefusal()).toBe('login_wrong_step');
  });

  test('the cookie of the second factor does not show the recovery codes', async () => {
    const { browser, id, page } = await atSecondFactor();
    const before = browser.cookies(login).get(`__Host-tx-${id}`) ?? '';
    await answer(browser, page, { answer: codeOf(house, keyOn(page)) });
    const thief = house.browser();
    thief.cookies(login).set(`__Host-tx-${id}`, before);
    expect((await thief.get(page.url)).status).toBe(409);
  });

  test('the form of an earlier step is not taken by a later one', async () => {
    const { browser, page } = await atSecondFactor();
    const old = formOn(page).fields.token ?? '';
    await answer(browser, page, { answer: codeOf(house, keyOn(page)) });
    const refused = await browser.post(page.url, { token: old, answer: 'kept' });
    expect(refused.status).toBe(403);
    expect(lastRefusal()).toBe('login_form_stale');
  });

  test('a session of before a sign-in is void after it', async () => {
    const browser = house.browser();
    const person = somebody();
    const { key } = await signIn(house, browser, house.borealis, person);
    const old = browser.cookies(login).get('__Host-sso') ?? '';
    house.clock.advance(60_000);
    browser.cookies('acme.localhost:8080').clear();
    browser.cookies(login).delete('__Host-sso');
    const page = await arrive(house, browser, house.borealis, person);
    browser.cookies(login).set('__Host-sso', old);
    await answer(browser, page, { answer: codeOf(house, key) });
    const thief = house.browser();
    thief.cookies(login).set('__Host-sso', old);
    expect(textOf(await thief.get(portals))).toContain('Which company are you with?');
  });

  test('nothing opens a login that has ended', async () => {
    const { browser, id, page } = await atSecondFactor();
    const { answered } = await enrol(house, browser, page);
    const cookie = browser.cookies(login).get(`__Host-tx-${id}`);
    expect(cookie).toBeUndefined();
    await postAnswer(browser, answered);
    expect((await browser.get(page.url)).status).toBe(403);
    expect(lastRefusal()).toBe('login_other_browser');
  });

  test('nothing opens a login after ten minutes', async () => {
    const { browser, page } = await atSecondFactor();
    house.clock.advance(10 * 60_000);
    expect((await browser.get(page.url)).status).toBe(410);
    expect(lastRefusal()).toBe('login_expired');
  });
});

describe('a login belongs to one browser', () => {
  test('an answer that somebody else obtained signs nobody in (login CSRF)', async () => {
    const attacker = house.browser();
    house.signsIn(house.borealis, somebody());
    const { url } = await departFor(attacker, 'borealis');
    const back = house.borealis.authorize(url);
    const victim = house.browser();
    await departFor(victim, 'borealis');
    const page = await victim.get(back);
    expect(page.status).toBe(403);
    expect(lastRefusal()).toBe('login_other_browser');
  });

  test('the page of a step opens in no other browser', async () => {
    const page = await arrive(house, house.browser(), house.borealis, somebody());
    expect((await house.browser().get(page.url)).status).toBe(403);
    expect(lastRefusal()).toBe('login_other_browser');
  });

  test('a form of another site is refused, with the cookie and the token', async () => {
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
      expect(lastRefusal()).toBe('login_form_stale');
    }
  });

  test('a form without its token, or with another, is refused', async () => {
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, somebody());
    for (const token of ['', 'x'.repeat(43), 'short'])
      expect((await browser.post(page.url, { token, answer: codeOf(house, keyOn(page)) })).status).toBe(403);
  });
});

describe('another connection, another tenant', () => {
  test('an answer at another connection’s address is a mix-up', async () => {
    const browser = house.browser();
    house.signsIn(house.borealis, somebody());
    const { url } = await departFor(browser, 'borealis');
    const back = house.borealis.authorize(url).replace('/callback/borealis', '/callback/kestrel');
    expect((await browser.get(back)).status).toBe(403);
    expect(lastRefusal()).toBe('login_wrong_connection');
  });

  test('nothing of a login at one tenant is known at the other', async () => {
    const browser = house.browser();
    house.signsIn(house.borealis, somebody());
    const { url } = await departFor(browser, 'borealis');
    for (const [name, value] of browser.cookies(login)) browser.cookies('umbra-login.localhost:8080').set(name, value);
    const page = await browser.get(house.borealis.authorize(url).replace('acme-login', 'umbra-login'));
    expect(page.status).toBe(410);
    expect(lastRefusal()).toBe('login_unknown');
  });

  test('a session of one tenant opens nothing at the other', async () => {
    const browser = house.browser();
    await signIn(house, browser, house.borealis, people.ada);
    for (const host of ['acme', 'acme-login']) {
      for (const [name, value] of browser.cookies(`${host}.localhost:8080`))
        browser.cookies(`${host.replace('acme', 'umbra')}.localhost:8080`).set(name, value);
    }
    const page = await browser.get('http://umbra.localhost:8080/servicedesk/customer/portals');
    expect(textOf(page)).toContain('Which company are you with?');
  });

  test('a request of the other tenant’s portal is not answered', async () => {
    const browser = house.browser();
    const sent = await browser.send('GET', 'http://umbra.localhost:8080/servicedesk/customer/portals');
    const page = await browser.get((sent.headers.location ?? '').replace('umbra-login', 'acme-login'));
    expect(page.status).toBe(403);
    expect(lastRefusal()).toMatch(/^saml_/);
  });

  test('a host that belongs to nobody has no pages', async () => {
    expect((await house.browser().get('http://nobody.localhost:8080/servicedesk/customer/portals')).status).toBe(404);
  });

  test('a connection that is switched off lets nobody in, not even half-way', async () => {
    const own = await openHouse();
    try {
      const browser = own.browser();
      own.signsIn(own.borealis, people.bo);
      const { url } = await departFor(browser, 'borealis');
      const settings = own.settingsOf('acme', ['borealis', 'kestrel']);
      const connections = settings.connections.map((each) => (each.id === 'borealis' ? { ...each, enabled: false } : each));
      await own.applySettings(own.acme, 2, { ...settings, connections });
      expect((await browser.get(own.borealis.authorize(url))).status).toBe(404);
    } finally {
      await own.close();
    }
  });

  test('asking everybody for a second factor ends the sessions that have none, at once', async () => {
    const own = await openHouse({ policy: 'nobody', connections: ['borealis'] });
    try {
      const browser = own.browser();
      const answered = await arrive(own, browser, own.borealis, people.ada);
      expect((await postAnswer(browser, answered)).status).toBe(200);
      const settings = own.settingsOf('acme', ['borealis']);
      await own.applySettings(own.acme, 2, { ...settings, portal: { ...settings.portal, name: 'Another name' } });
      expect((await browser.send('GET', portals)).status).toBe(200);
      await own.applySettings(own.acme, 3, { ...settings, policy: { preset: 'everybody' } });
      expect((await browser.send('GET', portals)).status).toBe(302);
    } finally {
      await own.close();
    }
  });

  test('switching a connection off ends the sessions that came by it, at once', async () => {
    const own = await openHouse();
    try {
      const ada = own.browser();
      await signIn(own, ada, own.borealis, people.ada);
      const dev = own.browser();
      await signIn(own, dev, own.kestrel, people.dev);
      const settings = own.settingsOf('acme', ['borealis', 'kestrel']);
      const connections = settings.connections.map((each) => (each.id === 'borealis' ? { ...each, enabled: false } : each));
      await own.applySettings(own.acme, 2, { ...settings, connections });
      expect((await ada.send('GET', portals)).status).toBe(302);
      expect((await dev.send('GET', portals)).status).toBe(200);
    } finally {
      await own.close();
    }
  });
});
