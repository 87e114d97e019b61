import { describe, expect, test } from '@jest/globals';
import { policyPresets } from '#contract/presets/policies';
import { type MethodKind, type Methods, methodKinds, recommendedMethods } from '#contract/settings/methods';
import type { PolicySettings } from '#contract/settings/policy';
import type { PolicyCondition } from '#contract/settings/policy/condition';
import type { PolicyOutcome, PolicyRules } from '#contract/settings/policy/rules';
import { recommendedSecondFactor } from '#contract/settings/second-factor';
import type { Settings } from '#contract/settings/snapshot';
import { settingsProblems } from '#contract/settings/validate';
import { aParty } from '../../support/connections.ts';
import { someSettings } from '../../support/settings.ts';

const factor: PolicyOutcome = { ask: 'factor', strength: 'any', rememberedBrowser: false };
const office = { id: 'office', name: 'Office', ranges: ['203.0.113.0/24'] };
const own = (wish: Partial<PolicyRules>): PolicySettings => ({
  preset: 'own',
  rules: { deny: [], list: [], otherwise: factor, raise: [], ...wish },
});
const onlyOn = (...kinds: MethodKind[]): Methods =>
  Object.fromEntries(methodKinds.map((kind) => [kind, { ...recommendedMethods[kind], enabled: kinds.includes(kind) }])) as Methods;
const withFactor = (wish: Partial<Settings['secondFactor']>) => ({ ...recommendedSecondFactor, networks: [office], ...wish });
const of = (policy: PolicySettings, secondFactor = withFactor({})) =>
  settingsProblems(someSettings({ policy, secondFactor, parties: [aParty()] }));

test('rules that name what is there are taken, for the tenant and for an application', () => {
  const when: PolicyCondition = {
    connections: ['borealis'],
    applications: ['portal', 'wiki'],
    networks: ['office'],
    outsideNetworks: ['office'],
    times: { days: ['mon'], from: '08:00', to: '17:30', zone: 'Europe/Oslo' },
  };
  const policy = own({
    deny: [{ name: 'a', when }],
    list: [{ name: 'b', when: {}, outcome: { ask: 'methods', methods: ['totp'] } }],
    raise: [{ name: 'c', when, outcome: { ask: 'provider', strength: 'strong' } }],
  });
  expect(of(policy)).toEqual([]);
  expect(settingsProblems(someSettings({ parties: [aParty({ policy })], secondFactor: withFactor({}) }))).toEqual([]);
});

describe('a rule is refused', () => {
  test.each<[string, PolicyCondition, string, RegExp]>([
    [
      'that names a connection which is not there',
      { connections: ['borealis', 'gone'] },
      '/connections/1',
      /no connection "gone" in the settings; save/,
    ],
    ['that names an application which is not there', { applications: ['crm'] }, '/applications/0', /no application "crm"/],
    ['that names a network which is not there', { networks: ['home'] }, '/networks/0', /no network "home"/],
    ['that names a network to be outside of which is not there', { outsideNetworks: ['home'] }, '/outsideNetworks/0', /no network "home"/],
    [
      'with a time zone of another planet',
      { times: { days: ['mon'], from: '08:00', to: '17:00', zone: 'Mars/Olympus' } },
      '/times/zone',
      /no time zone that is known here; write it/,
    ],
  ])('%s, wherever it stands', (_, when, path, message) => {
    for (const kind of ['deny', 'list', 'raise'] as const) {
      const problem = { path: `/policy/rules/${kind}/0/when${path}`, message: expect.stringMatching(message) };
      expect(of(own({ [kind]: [{ name: 'x', when, ...(kind !== 'deny' && { outcome: factor }) }] }))).toEqual([problem]);
    }
  });

  test('that turns everybody away', () => {
    expect(of(own({ deny: [{ name: 'all', when: {} }] }))).toMatchObject([{ path: '/policy/rules/deny/0/when' }]);
  });

  test.each<[string, PolicyOutcome, Methods, string, RegExp]>([
    [
      'for a method that is off',
      { ask: 'methods', methods: ['totp', 'sms-code'] },
      recommendedMethods,
      '/methods/1',
      /"sms-code" is switched off/,
    ],
    [
      'for a key where keys are off',
      { ask: 'factor', strength: 'phishing-resistant', rememberedBrowser: false },
      onlyOn('totp', 'push'),
      '/strength',
      /nobody could sign in.*switch on "webauthn", or ask for less/,
    ],
    [
      'for strong where codes by mail alone are on',
      { ask: 'provider', strength: 'strong' },
      onlyOn('email-code'),
      '/strength',
      /one of "webauthn", "push"/,
    ],
    [
      'for any where nothing is on but what comes on top',
      factor,
      onlyOn('recovery-code', 'temporary-pass'),
      '/strength',
      /nobody could sign in/,
    ],
    [
      'that takes a remembered browser for strong',
      { ask: 'factor', strength: 'strong', rememberedBrowser: true },
      recommendedMethods,
      '/rememberedBrowser',
      /never counts for "strong"/,
    ],
  ])('%s, wherever it stands', (_, outcome, methods, path, message) => {
    const secondFactor = withFactor({ methods });
    const text = expect.stringMatching(message);
    expect(of(own({ otherwise: outcome }), secondFactor)).toEqual([{ path: `/policy/rules/otherwise${path}`, message: text }]);
    for (const kind of ['list', 'raise'] as const)
      expect(of(own({ otherwise: { ask: 'nothing' }, [kind]: [{ name: 'x', when: {}, outcome }] }), secondFactor)).toEqual([
        { path: `/policy/rules/${kind}/0/outcome${path}`, message: text },
      ]);
  });

  test('of a preset, where nobody could do what it asks for', () => {
    expect(of({ preset: 'strict' }, withFactor({ methods: onlyOn('totp') }))).toMatchObject([{ path: '/policy/preset' }]);
    expect(of({ preset: 'recommended' }, withFactor({ methods: onlyOn() }))).toMatchObject([{ path: '/policy/preset' }]);
    expect(of({ preset: 'nobody' }, withFactor({ methods: onlyOn() }))).toEqual([]);
    const parties = [aParty({ policy: { preset: 'strict' } })];
    const secondFactor = withFactor({ methods: onlyOn('totp') });
    expect(settingsProblems(someSettings({ parties, secondFactor }))).toMatchObject([{ path: '/parties/0/policy/preset' }]);
  });
});

test.each(Object.keys(policyPresets) as (keyof typeof policyPresets)[])(
  'the preset %s fits the recommended methods, also as rules of one’s own',
  (preset) => {
    expect(of({ preset })).toEqual([]);
    expect(of({ preset: 'own', rules: policyPresets[preset] })).toEqual([]);
  },
);

describe('methods and networks are refused', () => {
  test('by SMS without a country', () => {
    const sms = { ...recommendedMethods['sms-code'], enabled: true };
    const methods = { ...recommendedMethods, 'sms-code': sms };
    expect(of({ preset: 'nobody' }, withFactor({ methods }))).toMatchObject([{ path: '/secondFactor/methods/sms-code/countries' }]);
    expect(of({ preset: 'nobody' }, withFactor({ methods: { ...methods, 'sms-code': { ...sms, countries: ['NO'] } } }))).toEqual([]);
  });

  test('by one name twice', () => {
    expect(of({ preset: 'nobody' }, withFactor({ networks: [office, office] }))).toMatchObject([{ path: '/secondFactor/networks/1/id' }]);
  });

  test.each([
    ['203.0.113.0/33', /0 to 32/],
    ['203.0.113.256', /no IP address/],
    ['203.0.113', /no IP address/],
    ['010.1.2.3', /no IP address/],
    ['203.0.113.7/07', /0 to 32/],
    ['2001:db8::/129', /0 to 128/],
    ['2001:db8:::1', /no IP address/],
    ['abcd', /no IP address/],
    ['::ffff:203.0.113.7', /IPv4 address itself/],
  ])('by the range %s', (range, message) => {
    const networks = [{ ...office, ranges: ['203.0.113.7', range] }];
    expect(of({ preset: 'nobody' }, withFactor({ networks }))).toEqual([
      { path: '/secondFactor/networks/0/ranges/1', message: expect.stringMatching(message) },
    ]);
  });

  test('but no range that is one', () => {
    const ranges = ['0.0.0.0/0', '203.0.113.7', '203.0.113.7/32', '::/0', '2001:db8::/32', '::1', 'fe80::1/128', '2001:DB8::7'];
    expect(of({ preset: 'nobody' }, withFactor({ networks: [{ ...office, ranges }] }))).toEqual([]);
  });
});
