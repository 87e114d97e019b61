/** What somebody with a company password, and less than the policy asks for, may try. */
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { PolicyRules } from '#contract/settings/policy/rules';
import { emptySettings, type Settings } from '#contract/settings/snapshot';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, loginHost, portalHost, somebody } from '../../support/attacks/in-house.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../../support/browser.ts';
import { type House, openHouse, type TestPerson } from '../../support/house.ts';
import { answer, arrive, codeOf, departFor, enrol, keyOn, portals, postAnswer } from '../../support/journey.ts';
import { askAsPortal } from '../../support/party-request.ts';

jest.setTimeout(60_000);
const { attack, honest } = casesOf('login.downgrade');
const { secondFactor } = emptySettings;
const noKeys = { webauthn: { ...secondFactor.methods.webauthn, enabled: false }, push: { ...secondFactor.methods.push, enabled: false } };
const everyone = (outcome: PolicyRules['otherwise']): PolicyRules => ({ deny: [], list: [], otherwise: outcome, raise: [] });

let house: House;
let revision = 2;
beforeAll(async () => {
  house = await openHouse({ connections: ['borealis'] });
});
afterAll(() => house.close());

async function live(more: Partial<Settings>): Promise<void> {
  const settings = house.settingsOf('acme', ['borealis']);
  await house.applySettings(house.acme, revision++, {
    ...settings,
    secondFactor: { ...secondFactor, methods: { ...secondFactor.methods, ...noKeys } },
    ...more,
  });
}

/** Somebody with an app and recovery codes, signed out again. */
async function enrolled(): Promise<{ person: TestPerson; key: string; codes: string[] }> {
  await live({ policy: { preset: 'everybody' } });
  const person = somebody();
  const browser = house.browser();
  const { answered, key, codes } = await enrol(house, browser, await arrive(house, browser, house.borealis, person));
  await postAnswer(browser, answered);
  house.clock.advance(60_000);
  return { person, key, codes };
}

/** What a browser is remembered by stays. */
function signedOut(browser: TestBrowser): void {
  browser.cookies(loginHost).delete('__Host-sso');
  browser.cookies(portalHost).clear();
}

const post = (browser: TestBrowser, page: BrowserPage, fields: Record<string, string>) =>
  browser.post(page.url, { token: formOn(page).fields.token ?? '', ...fields });
const isIn = (page: BrowserPage) => page.body.includes('SAMLResponse');

describe('where a security key is asked for', () => {
  const keysOnly = { policy: { preset: 'strict' as const }, secondFactor };

  attack.each(['recovery-code', 'email-code', 'sms-code', 'oath-token'])('another method is no choice: %s', async (method) => {
    const { person, codes } = await enrolled();
    await live(keysOnly);
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, person);
    const switched = await post(browser, page, { method });
    expect([switched.status, isIn(switched)]).toEqual([409, false]);
    expect(isIn(await post(browser, page, { answer: codes[0] ?? '' }))).toBe(false);
  });

  attack('the app that is there leads to the set-up of a key, and not in', async () => {
    const { person, key } = await enrolled();
    await live(keysOnly);
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, person);
    expect(isIn(await post(browser, page, { answer: codeOf(house, key) }))).toBe(false);
  });

  attack('an app that is there lets nobody set up a key with the company password alone', async () => {
    const { person } = await enrolled();
    await live(keysOnly);
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, person);
    expect(textOf(page)).toContain('Enter the code that your authenticator app shows now');
    const pressed = await post(browser, page, { method: 'webauthn' });
    expect(pressed.status).toBe(409);
  });

  attack('a recovery code opens no set-up of a key', async () => {
    const { person, codes } = await enrolled();
    await live(keysOnly);
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, person);
    expect(textOf(page)).not.toContain('recovery code instead');
    expect(isIn(await post(browser, page, { answer: codes[0] ?? '' }))).toBe(false);
  });
});

describe('where an authenticator app is asked for', () => {
  const strong = { preset: 'own' as const, rules: everyone({ ask: 'factor', strength: 'strong', rememberedBrowser: false }) };

  attack('a recovery code does not open the door', async () => {
    const { person, codes } = await enrolled();
    await live({ policy: strong });
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, person);
    const chosen = await post(browser, page, { method: 'recovery-code' });
    const next = await answer(browser, chosen, { answer: codes[0] ?? '' });
    expect([isIn(next), textOf(next).includes('Set up your second step')]).toEqual([false, true]);
  });

  honest('it opens the set-up of a new app, which does', async () => {
    const { person, codes } = await enrolled();
    await live({ policy: strong });
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, person);
    const set = await answer(browser, await post(browser, page, { method: 'recovery-code' }), { answer: codes[0] ?? '' });
    expect(isIn(await answer(browser, set, { answer: codeOf(house, keyOn(set)) }))).toBe(true);
  });

  attack('a session of this morning opens no set-up of another', async () => {
    const { person, key } = await enrolled();
    const browser = house.browser();
    const first = await arrive(house, browser, house.borealis, person);
    await postAnswer(browser, await answer(browser, first, { answer: codeOf(house, key) }));
    house.clock.advance(30 * 60_000);
    // Now a key is asked for, of which the person has none.
    await live({ policy: { preset: 'nobody' }, secondFactor });
    const { url } = await askAsPortal(house, { requestedContexts: ['https://refeds.org/profile/mfa'] });
    await live({ policy: { preset: 'strict' }, secondFactor });
    const page = await browser.get(url);
    expect(isIn(page)).toBe(false);
    expect(textOf(page)).not.toContain('Set up your second step');
  });
});

describe('a remembered browser', () => {
  attack.each(['strong', 'phishing-resistant'] as const)('is not enough where the rule asks for %s', async (strength) => {
    await live({ policy: { preset: 'recommended' } });
    const person = somebody();
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, person);
    const { answered, key } = await enrol(house, browser, page);
    await postAnswer(browser, answered);
    signedOut(browser);
    house.clock.advance(60_000);
    const again = await arrive(house, browser, house.borealis, person);
    await answer(browser, again, { answer: codeOf(house, key), remember: 'yes' });
    signedOut(browser);
    await live({ policy: { preset: 'own', rules: everyone({ ask: 'factor', strength, rememberedBrowser: false }) }, secondFactor });
    expect(isIn(await arrive(house, browser, house.borealis, person))).toBe(false);
  });

  attack('is not made by ticking the box and answering wrongly', async () => {
    await live({ policy: { preset: 'recommended' } });
    const person = somebody();
    const first = house.browser();
    const { answered } = await enrol(house, first, await arrive(house, first, house.borealis, person));
    await postAnswer(first, answered);
    const thief = house.browser();
    const page = await arrive(house, thief, house.borealis, person);
    expect(isIn(await answer(thief, page, { answer: '000000', remember: 'yes' }))).toBe(false);
    expect(isIn(await arrive(house, thief, house.borealis, person))).toBe(false);
  });
});

describe('a rule about addresses', () => {
  const byDomain = {
    preset: 'own' as const,
    rules: {
      ...everyone({ ask: 'factor' as const, strength: 'strong' as const, rememberedBrowser: false }),
      list: [{ name: 'ours', when: { emailDomains: ['acme.example'] }, outcome: { ask: 'nothing' as const } }],
    },
  };

  attack.each([
    ['an address that the provider has not verified', { email: 'x@acme.example', email_verified: false }],
    ['an address of another company', { email: 'x@acme.example', email_verified: true }],
  ] as const)('is not chosen with %s', async (_, told) => {
    const { person } = await enrolled();
    await live({
      policy: byDomain,
      connections: house
        .settingsOf('acme', ['borealis'])
        .connections.map((each) => ({ ...each, domains: { mode: 'list', list: ['borealis.example'] } })) as Settings['connections'],
    });
    house.signsIn(house.borealis, person, { claims: (claims) => ({ ...claims, ...told }) });
    const browser = house.browser();
    const { url } = await departFor(browser, 'borealis', portals);
    expect(isIn(await browser.get(house.borealis.authorize(url)))).toBe(false);
  });
});

describe('a rule about the addresses of one company', () => {
  const blocked = {
    preset: 'own' as const,
    rules: { ...everyone({ ask: 'nothing' as const }), deny: [{ name: 'blocked', when: { emailDomains: ['borealis.example'] } }] },
  };

  attack.each([
    ['another address', { email: 'x@elsewhere.example', email_verified: true }],
    ['an unverified one', { email_verified: false }],
    ['none', { email: undefined }],
  ] as const)('is not escaped by its people with %s', async (_, told) => {
    const { person } = await enrolled();
    const connections = house.settingsOf('acme', ['borealis']).connections.map((each) => ({
      ...each,
      domains: { mode: 'list', list: ['borealis.example'] },
    })) as Settings['connections'];
    await live({ policy: blocked, connections });
    house.signsIn(house.borealis, person, { claims: (claims) => ({ ...claims, ...told }) });
    const browser = house.browser();
    const { url } = await departFor(browser, 'borealis', portals);
    expect(isIn(await browser.get(house.borealis.authorize(url)))).toBe(false);
  });
});

describe('a person who is reset', () => {
  attack('leaves nothing of what a thief has begun', async () => {
    const { person, codes } = await enrolled();
    await live({ policy: { preset: 'own', rules: everyone({ ask: 'factor', strength: 'strong', rememberedBrowser: false }) } });
    const thief = house.browser();
    const page = await arrive(house, thief, house.borealis, person);
    const set = await answer(thief, await post(thief, page, { method: 'recovery-code' }), { answer: codes[0] ?? '' });
    const key = keyOn(set);
    const scene = { tenant: house.acme, snapshot: await house.broker.snapshots.live(house.acme.id) };
    const operator = { kind: 'operator' } as const;
    const card = await house.broker.people.find(scene, operator, person.email);
    expect(await house.broker.people.reset(scene, operator, card?.id ?? '', 'a stolen phone')).toMatchObject({ ok: true });
    const finished = await answer(thief, set, { answer: codeOf(house, key) });
    expect([isIn(finished), lastRefusal(house)]).toEqual([false, 'login_signed_out_meanwhile']);
    // The owner, who signs in next, is the one who sets up a first one.
    expect(textOf(await arrive(house, house.browser(), house.borealis, person))).toContain('Set up your second step');
  });
});

describe('the word of the company', () => {
  const table = {
    contexts: [{ value: 'mfa', counts: 'strong' as const }],
    methods: [],
    maxAgeMinutes: 60,
    ask: [{ value: 'mfa', for: 'strong' as const }],
  };
  const believing = (policy: Settings['policy']): Partial<Settings> => ({
    policy,
    connections: house
      .settingsOf('acme', ['borealis'])
      .connections.map((connection) => ({ ...connection, assurance: table })) as Settings['connections'],
  });
  const onlyWithout = () => live(believing({ preset: 'only-without' }));
  const seconds = () => Math.floor(house.clock.now() / 1000);

  async function arriveTold(person: TestPerson, told: Record<string, unknown>, browser = house.browser()): Promise<BrowserPage> {
    house.signsIn(house.borealis, person, { claims: (claims) => ({ ...claims, ...told }) });
    const { url } = await departFor(browser, 'borealis', portals);
    return browser.get(house.borealis.authorize(url));
  }

  honest('counts where its table says so', async () => {
    await onlyWithout();
    expect(isIn(await arriveTold(somebody(), { acr: 'mfa', auth_time: seconds() }))).toBe(true);
  });

  attack.each([
    ['a value that stands in no table', { acr: 'MFA' }],
    ['another member', { amr: ['mfa'] }],
    ['nothing at all', {}],
    ['a sign-in that is too old', { acr: 'mfa', auth_time: -3_700 }],
    ['a sign-in of tomorrow', { acr: 'mfa', auth_time: 86_400 }],
  ] as const)('counts for nothing with %s', async (_, told) => {
    await onlyWithout();
    const at = 'auth_time' in told ? told.auth_time : 0;
    expect(isIn(await arriveTold(somebody(), { ...told, auth_time: seconds() + at }))).toBe(false);
  });

  attack('counts for nothing without a time', async () => {
    await onlyWithout();
    expect(isIn(await arriveTold(somebody(), { acr: 'mfa' }))).toBe(false);
  });

  const asking = { preset: 'own' as const, rules: everyone({ ask: 'provider', strength: 'strong' }) };

  honest('is asked for once more, and then counts', async () => {
    await live(believing(asking));
    const person = somebody();
    const browser = house.browser();
    const away = await arriveTold(person, {}, browser);
    const sent = new URL(away.headers.location ?? '');
    expect([sent.origin, sent.searchParams.get('acr_values'), sent.searchParams.get('prompt')]).toEqual([
      house.borealis.issuer,
      'mfa',
      'login',
    ]);
    house.signsIn(house.borealis, person, { claims: (claims) => ({ ...claims, acr: 'mfa', auth_time: seconds() }) });
    expect(isIn(await browser.get(house.borealis.authorize(sent.href)))).toBe(true);
  });

  attack('is asked for as strictly when the page is loaded again', async () => {
    await live(believing(asking));
    const person = somebody();
    const browser = house.browser();
    house.signsIn(house.borealis, person);
    const { url } = await askAsPortal(house);
    const away = await browser.get(url);
    await browser.get(house.borealis.authorize(away.headers.location ?? ''));
    const again = new URL((await browser.get(url)).headers.location ?? '');
    expect([again.searchParams.get('prompt'), again.searchParams.get('acr_values')]).toEqual(['login', 'mfa']);
    // And what the company saw fifty minutes ago does not count, even if it says so.
    house.signsIn(house.borealis, person, { claims: (claims) => ({ ...claims, acr: 'mfa', auth_time: seconds() - 50 * 60 }) });
    expect(isIn(await browser.get(house.borealis.authorize(again.href)))).toBe(false);
  });

  attack('of somebody else does not stand for the one who was sent', async () => {
    await live(believing(asking));
    const browser = house.browser();
    const away = await arriveTold(somebody(), {}, browser);
    house.signsIn(house.borealis, somebody(), { claims: (claims) => ({ ...claims, acr: 'mfa', auth_time: seconds() }) });
    const page = await browser.get(house.borealis.authorize(away.headers.location ?? ''));
    expect([isIn(page), lastRefusal(house)]).toEqual([false, 'stepup_subject_mismatch']);
  });

  attack('that brings nothing new leads to a factor here, and not round and round', async () => {
    await live(believing(asking));
    const person = somebody();
    const browser = house.browser();
    const away = await arriveTold(person, {}, browser);
    house.signsIn(house.borealis, person);
    const page = await browser.get(house.borealis.authorize(away.headers.location ?? ''));
    expect([isIn(page), textOf(page).includes('Set up your second step')]).toEqual([false, true]);
  });
});
