/** What rules look at, made up: a place by whoever signs in, a second factor by a provider's own words. */
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { PolicyCondition } from '#contract/settings/policy/condition';
import type { Settings } from '#contract/settings/snapshot';
import type { Places } from '../../../broker/domain/ports/places.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, somebody } from '../../support/attacks/in-house.ts';
import { type BrowserPage, textOf } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { departFor } from '../../support/journey.ts';
import type { Behaviour } from '../../support/oidc/provider.ts';

jest.setTimeout(60_000);

/** The tests come from here; the office, and Norway, are elsewhere. */
const here = '127.0.0.1';
const office = '203.0.113.7';
const places: Places = {
  isKnown: true,
  source: { builtAt: 0, kind: 'test', isDbipLite: false },
  placeOf: (address) => (address === office ? { country: 'NO', at: null } : null),
};
const afresh = { ask: 'factor', strength: 'any', rememberedBrowser: false } as const;
/** Who fulfils this is let in by the company's word. */
const trusting = (when: PolicyCondition): Settings['policy'] => ({
  preset: 'own',
  rules: { deny: [], list: [{ name: 'trusted', when, outcome: { ask: 'nothing' } }], otherwise: afresh, raise: [] },
});

let house: House;
let revision = 2;
beforeAll(async () => {
  house = await openHouse({ connections: ['borealis'], places });
});
afterAll(() => house.close());

async function live(policy: Settings['policy'], change: (settings: Settings) => Partial<Settings> = () => ({})): Promise<void> {
  const settings = house.settingsOf('acme', ['borealis']);
  const networks = [
    { id: 'office', name: 'Office', ranges: ['203.0.113.0/24', '2001:db8::/32'] },
    { id: 'tests', name: 'Tests', ranges: [`${here}/32`] },
  ];
  const secondFactor = { ...settings.secondFactor, networks };
  await house.applySettings(house.acme, revision++, { ...settings, secondFactor, policy, ...change(settings) });
}

/** A whole sign-in with these headers on every request, and with what the provider says of it. */
async function signIn(headers: Record<string, string> = {}, told: Behaviour = {}): Promise<BrowserPage> {
  const browser = house.browser();
  house.signsIn(house.borealis, somebody(), told);
  const { url } = await departFor({ ...browser, get: (link) => browser.get(link, headers) }, 'borealis');
  return browser.get(house.borealis.authorize(url), headers);
}
const isIn = (page: BrowserPage) => page.body.includes('SAMLResponse');
const isAsked = (page: BrowserPage) => textOf(page).includes('authenticator app');

describe('a place', () => {
  const { attack, honest } = casesOf('login.claimed-place');
  const claims: [string, Record<string, string>][] = [
    ['X-Forwarded-For', { 'x-forwarded-for': office }],
    ['a chain in X-Forwarded-For', { 'x-forwarded-for': `${office}, ${here}` }],
    ['Forwarded', { forwarded: `for=${office};proto=https` }],
    ['X-Real-IP', { 'x-real-ip': office }],
    ['True-Client-IP', { 'true-client-ip': office }],
    ['CF-Connecting-IP and its country', { 'cf-connecting-ip': office, 'cf-ipcountry': 'NO' }],
    ['X-Client-IP', { 'x-client-ip': office, 'x-cluster-client-ip': office }],
  ];

  attack.each(claims)('in the office is not claimed by %s', async (_, headers) => {
    await live(trusting({ networks: ['office'] }));
    const page = await signIn(headers);
    expect([isIn(page), isAsked(page)]).toEqual([false, true]);
  });

  attack.each(claims)('in a country is not claimed by %s', async (_, headers) => {
    await live(trusting({ countries: ['NO'] }));
    const page = await signIn(headers);
    expect([isIn(page), isAsked(page)]).toEqual([false, true]);
  });

  attack('that nobody knows does not get around who may come from one country alone', async () => {
    const deny = [{ name: 'abroad', when: { outsideCountries: ['NO'] } }];
    await live({ preset: 'own', rules: { deny, list: [], otherwise: { ask: 'nothing' }, raise: [] } });
    for (const headers of [{}, { 'x-forwarded-for': office }]) {
      const page = await signIn(headers);
      expect([isIn(page), page.status, lastRefusal(house)]).toEqual([false, 403, 'policy_denied']);
    }
  });

  honest('that the connection itself comes from counts', async () => {
    await live(trusting({ networks: ['tests'] }));
    expect(isIn(await signIn())).toBe(true);
  });
});

describe('a second factor at the company', () => {
  const { attack, honest } = casesOf('login.claimed-proof');
  const now = () => Math.floor(house.clock.now() / 1000);
  const table = {
    contexts: [{ value: 'phr', counts: 'phishing-resistant' as const }],
    methods: [{ value: 'mfa', counts: 'any' as const }],
    maxAgeMinutes: 60,
    ask: [],
  };
  const counting = (strength: 'any' | 'strong' = 'any') =>
    live(trusting({ providerProved: strength }), ({ connections }) => ({
      connections: connections.map((connection) => (connection.protocol === 'oidc' ? { ...connection, assurance: table } : connection)),
    }));
  const saying = (more: object): Behaviour => ({ claims: (claims) => ({ ...claims, ...more }) });

  attack.each<[string, () => object]>([
    ['in one text', () => ({ amr: 'mfa', auth_time: now() })],
    ['in a list of lists', () => ({ amr: [['mfa']], auth_time: now() })],
    ['in other letters', () => ({ amr: ['MFA', 'mfa ', 'mfa\u0000'], auth_time: now() })],
    ['as a context', () => ({ acr: 'mfa', auth_time: now() })],
    ['as a list of contexts', () => ({ acr: ['phr'], auth_time: now() })],
    ['as a method that sounds like more', () => ({ amr: ['hwk', 'otp', 'phr'], auth_time: now() })],
    ['without saying when', () => ({ amr: ['mfa'] })],
    ['of yesterday', () => ({ amr: ['mfa'], auth_time: now() - 86_400 })],
    ['by claims of other names', () => ({ acrs: ['phr'], amrs: ['mfa'], mfa: true, auth_time: now() })],
  ])('does not count %s', async (_, claims) => {
    await counting();
    const page = await signIn({}, saying(claims()));
    expect([isIn(page), isAsked(page)]).toEqual([false, true]);
  });

  attack('does not count where only userinfo tells of it, which nobody signed', async () => {
    await counting();
    const page = await signIn({}, { userInfo: (claims) => ({ ...claims, amr: ['mfa'], acr: 'phr', auth_time: now() }) });
    expect([isIn(page), isAsked(page)]).toEqual([false, true]);
  });

  attack('does not count for more than its row says', async () => {
    await counting('strong');
    const page = await signIn({}, saying({ amr: ['mfa', 'mfa'], auth_time: now() }));
    expect([isIn(page), isAsked(page)]).toEqual([false, true]);
  });

  attack('does not count at a connection whose administrator has not said so', async () => {
    await live(trusting({ providerProved: 'any' }));
    const page = await signIn({}, saying({ amr: ['mfa'], acr: 'phr', auth_time: now() }));
    expect([isIn(page), isAsked(page)]).toEqual([false, true]);
  });

  honest('counts as its row says', async () => {
    await counting();
    expect(isIn(await signIn({}, saying({ amr: ['pwd', 'mfa'], auth_time: now() - 60 })))).toBe(true);
    await counting('strong');
    expect(isIn(await signIn({}, saying({ acr: 'phr', auth_time: now() - 60 })))).toBe(true);
  });
});
