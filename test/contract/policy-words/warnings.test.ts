import { describe, expect, test } from '@jest/globals';
import { type PolicySurroundings, policyWarnings } from '#contract/policy-words/warnings';
import { policyPresets } from '#contract/presets/policies';
import { methodKinds } from '#contract/settings/methods';
import type { PolicyCondition } from '#contract/settings/policy/condition';
import type { PolicyOutcome, PolicyRules } from '#contract/settings/policy/rules';
import { recommendedSecondFactor } from '#contract/settings/second-factor';

const assurance = { contexts: [], methods: [{ value: 'mfa', counts: 'any' as const }], maxAgeMinutes: 60, ask: [] };
const around: PolicySurroundings = {
  connections: [
    { id: 'borealis', enabled: true, assurance },
    { id: 'kestrel', enabled: true },
    { id: 'old', enabled: false },
  ],
  parties: [{ id: 'wiki', name: 'Wiki', preset: 'custom-saml', enabled: true, policy: null }],
  secondFactor: recommendedSecondFactor,
  ready: methodKinds,
  countries: true,
};
const nothing: PolicyOutcome = { ask: 'nothing' };
const rules = (changes: Partial<PolicyRules>): PolicyRules => ({ deny: [], list: [], otherwise: nothing, raise: [], ...changes });
const told = (changes: Partial<PolicyRules>, more: Partial<PolicySurroundings> = {}) =>
  policyWarnings(rules(changes), { ...around, ...more });
const deny = (...whens: PolicyCondition[]) => ({ deny: whens.map((when, index) => ({ name: `No ${index}`, when })) });

test('no preset strikes where everything is there', () => {
  for (const preset of Object.values(policyPresets)) expect(policyWarnings(preset, around)).toEqual([]);
});

describe('everybody is turned away', () => {
  const always = { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, from: '00:00', to: '00:00', zone: 'UTC' };
  const week = { times: { ...always, days: [...always.days] } };
  test.each<[string, PolicyCondition[]]>([
    ['by one rule for every connection', [{ connections: ['borealis', 'kestrel'] }]],
    ['by several rules together', [{ connections: ['borealis'] }, { connections: ['kestrel', 'old'] }]],
    ['at every application', [{ applications: ['portal', 'wiki'] }]],
    ['at any time', [week]],
    ['without a condition', [{}]],
  ])('%s', (_how, whens) => expect(told(deny(...whens))).toEqual([expect.stringMatching(/^Everybody is turned away/)]));

  test.each<[string, PolicyCondition[]]>([
    ['one connection is left', [{ connections: ['borealis'] }]],
    ['one application is left', [{ applications: ['wiki'] }]],
    ['it is for new browsers only', [{ connections: ['borealis', 'kestrel'], newBrowser: true }]],
    ['it is for some hours only', [{ times: { ...week.times, to: '06:00' } }]],
  ])('but not where %s', (_why, whens) => expect(told(deny(...whens))).toEqual([]));
});

describe('nobody could meet it', () => {
  const only = (...methods: ('oath-token' | 'totp' | 'temporary-pass')[]) => ({ otherwise: { ask: 'methods' as const, methods } });
  test('because it is switched off', () => {
    expect(told(only('oath-token'))).toEqual(['“Everybody else” cannot be met by anybody: “Hardware token” is switched off.']);
  });
  test('because the broker has nothing for it', () => {
    expect(told(only('totp'), { ready: ['webauthn'] })).toEqual([
      expect.stringContaining('the broker is not set up for “Authenticator app”'),
    ]);
    expect(told(only('totp'), { ready: null })).toEqual([]);
  });
  test('but who was given a pass', () => {
    expect(told(only('temporary-pass'))).toEqual([expect.stringContaining('lets only those in who were given a code before')]);
  });
});

test('a rule that is never reached, and one on top that changes nothing, are named', () => {
  const list = [
    { name: 'All', when: {}, outcome: nothing },
    { name: 'Crew', when: { anyGroup: ['Crew'] }, outcome: nothing },
  ];
  expect(told({ list, raise: [{ name: 'Nothing', when: { newBrowser: true }, outcome: nothing }] })).toEqual([
    '“Crew” is never reached: “All” above it fits whoever it fits.',
    '“Nothing” changes nothing: what comes on top cannot ask for less.',
  ]);
});

describe('there is nothing to go by', () => {
  const list = (when: PolicyCondition) => ({ list: [{ name: 'One', when, outcome: nothing }] });
  test('where no provider’s word counts', () => {
    const connections = [{ id: 'kestrel', enabled: true }];
    expect(told(list({ providerProved: 'any' }), { connections })).toEqual([expect.stringMatching(/^No identity provider’s word counts/)]);
    expect(told(list({ newBrowser: true }), { connections })).toEqual([]);
  });
  test('where no provider can be asked', () => {
    expect(told({ otherwise: { ask: 'provider', strength: 'any' } })).toEqual([
      expect.stringMatching(/^No identity provider can be asked/),
    ]);
  });
  test('where no browser is remembered', () => {
    const secondFactor = { ...recommendedSecondFactor, rememberDays: 0 };
    expect(policyWarnings(policyPresets.recommended, { ...around, secondFactor })).toEqual([
      expect.stringMatching(/^No browser is remembered/),
    ]);
  });
  test.each<PolicyCondition>([{ countries: ['NO'] }, { outsideCountries: ['NO'] }, { newCountry: true }, { impossibleTravel: true }])(
    'where nobody knows countries: %j',
    (when) => {
      expect(told(list(when), { countries: false })).toEqual([expect.stringContaining('no list of which address')]);
      expect(told(list(when), { countries: null })).toEqual([]);
    },
  );
});

describe('administrators', () => {
  const guard = { id: 'guard', name: 'Atlassian', preset: 'guard-users' as const, enabled: true, policy: null };
  const parties = [guard];
  test('who sign in by these rules too are warned of locking themselves out', () => {
    expect(policyWarnings(policyPresets.strict, { ...around, parties })).toEqual([
      expect.stringMatching(/^You may lock yourself out: “Atlassian”/),
    ]);
    expect(told(deny({ newBrowser: true }), { parties })).toHaveLength(1);
    expect(policyWarnings(policyPresets.recommended, { ...around, parties })).toEqual([]);
  });
  test.each([
    { ...guard, enabled: false },
    { ...guard, policy: { preset: 'nobody' as const } },
    { ...guard, preset: 'guard-customers' as const },
  ])('are not where they do not: %j', (party) => expect(told(deny({ newBrowser: true }), { parties: [party] })).toEqual([]));
});
