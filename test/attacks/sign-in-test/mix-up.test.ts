import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals';
import { Secret } from '../../../broker/domain/secret.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, loginHost, transactionOf } from '../../support/attacks/in-house.ts';
import { type BrowserPage, type TestBrowser, textOf } from '../../support/browser.ts';
import { anEmailCodeConnection } from '../../support/connections.ts';
import { people } from '../../support/house.ts';
import { answer, departFor } from '../../support/journey.ts';
import { startMailServer } from '../../support/mail/server.ts';
import { createSamlProvider, type SamlAnswer, type SamlProvider } from '../../support/saml/provider.ts';
import { aConnection, secretId } from '../../support/settings.ts';
import { begin, leadsTo, openHouseToLookInto, outcomeOf, standing, startTest } from '../../support/sign-in-test.ts';

const ada = { nameId: 'ada-1', attributes: { email: ['ada@aurora.example'] } };

let mail: Awaited<ReturnType<typeof startMailServer>>;
let place: Awaited<ReturnType<typeof openHouseToLookInto>>;
let house: (typeof place)['house'];
let saml: SamlProvider;
beforeAll(async () => {
  mail = await startMailServer();
  place = await openHouseToLookInto({ policy: 'nobody', mail: { via: 'smtp', url: new Secret(mail.url), from: 'no-reply@help.example' } });
  house = place.house;
  saml = createSamlProvider({ entityId: 'https://idp.aurora.example/metadata', clock: house.clock });
  const settings = house.settingsOf('acme', ['borealis']);
  await house.applySettings(house.acme, 2, { ...settings, connections: [...settings.connections, aurora()] });
});
/** What of it signs somebody in; a login that was begun and led nowhere is none. */
const signedIn = () => {
  const { rows, customers } = standing(house, place.path);
  const { login: _, ...others } = rows;
  return { others, customers };
};
let before: ReturnType<typeof signedIn>;
beforeAll(() => {
  before = signedIn();
});
afterEach(() => house.clock.advance(60 * 60_000));
afterAll(async () => {
  await place.close();
  await mail.close();
});

const aurora = () => saml.connection({ id: 'aurora', name: 'Aurora Lines', domains: { mode: 'list', list: ['aurora.example'] } });
const borealis = () =>
  aConnection({
    id: 'borealis',
    issuer: house.borealis.issuer,
    clientSecret: { secret: secretId('tested'), setAt: 1 },
    domains: { mode: 'list', list: ['borealis.example'] },
  });

/** A browser at the provider for a test of the OpenID connection, which is saved as well. */
async function underTest() {
  const browser = house.browser();
  const { id, url } = await startTest(house, borealis(), { [secretId('tested')]: house.borealis.clientSecret });
  const left = leadsTo(await begin(browser, url));
  house.signsIn(house.borealis, people.ada);
  return { id, browser, left, back: house.borealis.authorize(left) };
}

/** A browser at the provider for a login. */
async function underLogin() {
  const browser = house.browser();
  house.signsIn(house.borealis, people.ada);
  const { url } = await departFor(browser, 'borealis');
  return { browser, left: url, back: house.borealis.authorize(url) };
}

async function underSamlTest() {
  const browser = house.browser();
  const { id, url } = await startTest(house, aurora());
  return { id, browser, left: leadsTo(await begin(browser, url)) };
}

const deliver = (browser: TestBrowser, { action, fields }: SamlAnswer) =>
  browser.post(action, { ...fields }, { origin: 'https://idp.aurora.example', 'sec-fetch-site': 'cross-site' });
const stateOf = (url: string) => new URL(url).searchParams.get('state') ?? '';
const withState = (url: string, state: string) => {
  const changed = new URL(url);
  changed.searchParams.set('state', state);
  return changed.href;
};
const gotNowhere = (page: BrowserPage) => {
  expect(page.status).toBeGreaterThanOrEqual(400);
  expect(page.body).not.toContain('SAMLResponse');
};

const { attack, honest } = casesOf('test.mix-up');

describe('an answer to a test', () => {
  afterEach(() => expect(signedIn()).toEqual(before));

  attack('signs nobody in, and leaves nothing to sign in with', async () => {
    const { browser, back } = await underTest();
    const page = await browser.get(back);
    expect([page.status, page.body.includes('SAMLResponse'), [...browser.cookies(loginHost).keys()]]).toEqual([200, false, []]);
    expect((await departFor(browser, 'borealis')).url).toContain(house.borealis.issuer);
  });

  attack('is no answer to a login in another browser, with or without one under way', async () => {
    const { id, back } = await underTest();
    gotNowhere(await house.browser().get(back));
    const { browser } = await underLogin();
    gotNowhere(await browser.get(back));
    expect(lastRefusal(house)).toBe('login_unknown');
    expect(await house.broker.signInTests.result(house.acme.id, id)).toMatchObject({ state: 'under-way' });
  });

  attack('is no answer to a login in the same browser, by the reference of the login', async () => {
    const { browser, back } = await underTest();
    house.signsIn(house.borealis, people.ada);
    const { url } = await departFor(browser, 'borealis');
    const secret = stateOf(back).split('.')[1] ?? '';
    gotNowhere(await browser.get(withState(back, `${transactionOf(browser)}.${secret}`)));
    expect(lastRefusal(house)).toBe('oidc_state_mismatch');
    // Its code does not do either: it is bound to the verifier and the nonce of the test.
    gotNowhere(await browser.get(withState(back, stateOf(url))));
  });

  attack('is no answer to a login whose cookie is made of that of the test', async () => {
    const { browser, back } = await underTest();
    const [name = '', key = ''] = [...browser.cookies(loginHost)].find(([each]) => each.startsWith('__Host-test-')) ?? [];
    const thief = house.browser();
    thief.cookies(loginHost).set(name.replace('-test-', '-tx-'), `zzzzzz.${key}`);
    gotNowhere(await thief.get(back));
    expect(lastRefusal(house)).toBe('login_unknown');
  });

  attack('of SAML is no answer to a login, whatever its RelayState says', async () => {
    const { left } = await underSamlTest();
    const browser = house.browser();
    const { url } = await departFor(browser, 'aurora');
    const posted = saml.answer(left, ada);
    gotNowhere(await deliver(browser, { ...posted, fields: { ...posted.fields, RelayState: saml.asked(url).relayState } }));
    expect(lastRefusal(house)).toBe('saml_request_mismatch');
  });

  attack('counts once', async () => {
    const { browser, back, id } = await underTest();
    const key = new Map(browser.cookies(loginHost));
    expect((await browser.get(back)).status).toBe(200);
    for (const [name, value] of key) browser.cookies(loginHost).set(name, value);
    const at = (await outcomeOf(house, id)).at;
    house.clock.advance(1_000);
    gotNowhere(await browser.get(back));
    expect([lastRefusal(house), (await outcomeOf(house, id)).at]).toEqual(['sign_in_test_gone', at]);
  });

  attack('counts once for two that arrive at the same moment', async () => {
    const { browser, left } = await underSamlTest();
    const posted = saml.answer(left, ada);
    const pages = await Promise.all([deliver(browser, posted), deliver(browser, posted), deliver(browser, posted)]);
    expect(pages.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410, 410]);
  });

  attack('of one test is none to the next', async () => {
    const first = await underSamlTest();
    const second = await underSamlTest();
    const posted = saml.answer(first.left, ada);
    await deliver(second.browser, { ...posted, fields: { ...posted.fields, RelayState: saml.asked(second.left).relayState } });
    expect((await outcomeOf(house, second.id)).refusal?.code).toBe('saml_request_mismatch');
  });

  attack('comes too late after ten minutes', async () => {
    const { browser, back } = await underTest();
    house.clock.advance(10 * 60_000);
    gotNowhere(await browser.get(back));
    expect(lastRefusal(house)).toBe('sign_in_test_gone');
  });

  attack('at the address of another connection is refused, and the test goes on', async () => {
    const { browser, back } = await underTest();
    gotNowhere(await browser.get(back.replace('/callback/borealis', '/callback/aurora')));
    expect(lastRefusal(house)).toBe('login_wrong_connection');
    expect((await browser.get(back)).status).toBe(200);
  });

  attack('at another tenant is none', async () => {
    const { browser, back } = await underTest();
    const elsewhere = 'umbra-login.localhost:8080';
    for (const [name, value] of browser.cookies(loginHost)) browser.cookies(elsewhere).set(name, value);
    gotNowhere(await browser.get(back.replace(loginHost, elsewhere)));
  });

  attack.each([
    ['another key', () => 'A'.repeat(43)],
    ['a key cut short', (key: string) => key.slice(0, 42)],
    ['no key', () => ''],
  ])('with %s in its cookie is none', async (_what, change) => {
    const { browser, back } = await underTest();
    const jar = browser.cookies(loginHost);
    for (const [name, value] of jar) jar.set(name, change(value));
    gotNowhere(await browser.get(back));
  });

  attack('is not begun in one browser and ended in another, by a link that is passed on half-way', async () => {
    const { back, id } = await underTest();
    gotNowhere(await house.browser().get(back));
    expect(await house.broker.signInTests.result(house.acme.id, id)).toMatchObject({ outcome: null });
  });

  attack('of a draft that calls itself like a saved connection changes nothing for that one', async () => {
    const mine = aConnection({ ...borealis(), issuer: house.kestrel.issuer, name: 'Mine' });
    const browser = house.browser();
    const { id, url } = await startTest(house, mine, { [secretId('tested')]: house.kestrel.clientSecret });
    const left = leadsTo(await begin(browser, url));
    house.signsIn(house.kestrel, people.ada);
    await browser.get(house.kestrel.authorize(left));
    expect((await outcomeOf(house, id)).identity?.issuer).toBe(house.kestrel.issuer);
    expect((await departFor(house.browser(), 'borealis')).url).toContain(house.borealis.issuer);
  });

  attack('on our own page counts with the key of its step only', async () => {
    const browser = house.browser();
    const { url } = await startTest(house, anEmailCodeConnection({ domains: { mode: 'list', list: ['borealis.example'] } }));
    const first = await begin(browser, url);
    const old = new Map(browser.cookies(loginHost));
    const sent = mail.received.length;
    await answer(browser, first, { email: people.ada.email });
    await mail.message(sent + 1);
    for (const [name, value] of old) browser.cookies(loginHost).set(name, value);
    gotNowhere(await answer(browser, first, { email: people.bo.email }));
    expect([lastRefusal(house), mail.received.length]).toEqual(['sign_in_test_gone', sent + 1]);
  });
});

describe('an answer to a login', () => {
  attack('is no answer to a test', async () => {
    const login = await underLogin();
    const test = await underTest();
    const swapped = withState(login.back, stateOf(test.back));
    await test.browser.get(swapped);
    // The code is bound to what that login remembers, so the test finds it wrong and nobody is in.
    expect(await outcomeOf(house, test.id)).toMatchObject({ ok: false, identity: null });
    expect(signedIn()).toEqual(before);
  });

  attack('of SAML is no answer to a test, whatever its RelayState says', async () => {
    const browser = house.browser();
    const { url } = await departFor(browser, 'aurora');
    const test = await underSamlTest();
    const posted = saml.answer(url, ada);
    await deliver(test.browser, { ...posted, fields: { ...posted.fields, RelayState: saml.asked(test.left).relayState } });
    expect((await outcomeOf(house, test.id)).refusal?.code).toBe('saml_request_mismatch');
    expect(signedIn()).toEqual(before);
  });

  honest('signs in as ever, in a browser that is testing too and holds a cookie that calls the login a test', async () => {
    const { browser } = await underTest();
    house.signsIn(house.borealis, people.ada);
    const { url } = await departFor(browser, 'borealis');
    browser.cookies(loginHost).set(`__Host-test-${transactionOf(browser)}`, 'A'.repeat(43));
    const page = await browser.get(house.borealis.authorize(url));
    expect([page.status, page.body.includes('SAMLResponse')]).toEqual([200, true]);
    before = signedIn();
  });
});

const markup = casesOf('test.markup');
const nasty = [
  ['a script', '<script>alert(1)</script>'],
  ['an end of an attribute', '"><img src=x onerror=alert(1)>'],
  ['a template', '{{constructor.constructor("alert(1)")()}} <%= 7*7 %>'],
  ['an address of a script', 'javascript:alert(1)'],
  ['text that turns its direction', '\u202egnp.exe\u2066'],
] as const;

describe('what a provider says', () => {
  markup.attack.each(nasty)('stays text on the page where it is %s', async (_what, text) => {
    const { browser, left, id } = await underSamlTest();
    const person = { ...ada, attributes: { ...ada.attributes, displayName: [text], [`x${text.replaceAll(/[<>"&\s]/g, '')}`]: [text] } };
    const page = await deliver(browser, saml.answer(left, person));
    expect(page.status).toBe(200);
    expect(page.body).not.toMatch(/<script>alert|<img|href="javascript|[\u202a-\u202e\u2066-\u2069]/);
    expect(JSON.stringify(await outcomeOf(house, id))).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(textOf(page)).toContain(
      text
        .replaceAll(/[\u202e\u2066]/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );
  });

  markup.attack('is no markup either in an error, nor in a name that it gives itself', async () => {
    const { browser, left, id } = await underSamlTest();
    const page = await deliver(
      browser,
      saml.answer(left, ada, { change: (xml) => xml.replaceAll(saml.entityId, '&lt;b&gt;evil&lt;/b&gt;') }),
    );
    expect(page.body).not.toContain('<b>');
    expect((await outcomeOf(house, id)).mend?.text).toContain('"<b>evil</b>"');
  });

  markup.attack('is no markup in the name of a connection', async () => {
    const { url } = await startTest(house, { ...aurora(), name: '<b>Aurora</b>' });
    expect((await house.browser().get(url)).body).not.toContain('<b>');
  });
});
