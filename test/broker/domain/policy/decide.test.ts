import { describe, expect, test } from '@jest/globals';
import { policyPresets } from '#contract/presets/policies';
import type { MethodKind } from '#contract/settings/methods';
import type { PolicyCondition } from '#contract/settings/policy/condition';
import type { PolicyOutcome, PolicyRules } from '#contract/settings/policy/rules';
import { decidePolicy } from '../../../../broker/domain/policy/decide.ts';
import { meets, nothingShown, type Proof } from '../../../../broker/domain/policy/demand.ts';
import type { PolicyFacts } from '../../../../broker/domain/policy/facts.ts';
import { createSeeded, type Seeded } from '../../../support/seeded.ts';

const ada: PolicyFacts = {
  connection: 'borealis',
  emailDomain: 'borealis.example',
  groups: ['staff'],
  application: 'portal',
  networks: ['office'],
  country: 'NO',
  providerProved: 'none',
  newBrowser: false,
  newCountry: false,
  impossibleTravel: false,
  recentFailures: 0,
  firstSignIn: false,
  person: 'policy',
  now: Date.UTC(2026, 10, 21, 9, 30),
};
const nothing: PolicyOutcome = { ask: 'nothing' };
const factor = (strength: 'any' | 'strong' | 'phishing-resistant', rememberedBrowser = false): PolicyOutcome => ({
  ask: 'factor',
  strength,
  rememberedBrowser,
});
const rules: PolicyRules = {
  deny: [{ name: 'leavers', when: { anyGroup: ['leavers'] } }],
  list: [
    { name: 'admins', when: { anyGroup: ['admins'] }, outcome: factor('phishing-resistant') },
    { name: 'borealis', when: { connections: ['borealis'] }, outcome: factor('any', true) },
  ],
  otherwise: nothing,
  raise: [{ name: 'guard', when: { applications: ['guard'] }, outcome: factor('strong') }],
};
const shown = (...methods: MethodKind[]): Proof => ({ ...nothingShown, methods, provenAt: 1 });
const app = 'totp';
const mail = 'email-code';

/** Is this proof enough? */
function passes(of: PolicyRules, facts: PolicyFacts, proof: Proof): boolean {
  const decision = decidePolicy(of, facts);
  return decision.kind === 'demands' && decision.demands.every((demand) => meets(demand, proof));
}

describe('the policy', () => {
  test('takes the first rule of the list that holds, and its last rule where none does', () => {
    expect(decidePolicy(rules, ada)).toMatchObject({ kind: 'demands', because: 'borealis' });
    expect(decidePolicy(rules, { ...ada, groups: ['admins'] })).toMatchObject({ because: 'admins' });
    expect(decidePolicy(rules, { ...ada, connection: 'kestrel' })).toMatchObject({ because: 'otherwise' });
  });

  test('lets deny win over everything, and takes unknown groups for none', () => {
    expect(decidePolicy(rules, { ...ada, groups: ['admins', 'leavers'] })).toEqual({ kind: 'deny', because: 'leavers' });
    expect(decidePolicy(rules, { ...ada, groups: null })).toMatchObject({ because: 'borealis' });
  });

  test('wants every demand met: the one of the list, and each that a rule raises', () => {
    const there = { ...ada, application: 'guard' };
    expect(decidePolicy(rules, there)).toMatchObject({ because: 'borealis, guard' });
    expect(passes(rules, there, { ...nothingShown, rememberedBrowser: true })).toBe(false);
    expect(passes(rules, there, shown(mail))).toBe(false);
    expect(passes(rules, there, shown(app))).toBe(true);
  });

  test('a remembered browser stands for any factor where the rule says so, and for nothing stronger', () => {
    const remembered = { ...nothingShown, rememberedBrowser: true };
    expect(passes(rules, ada, remembered)).toBe(true);
    expect(passes({ ...rules, list: [], otherwise: factor('any') }, ada, remembered)).toBe(false);
    expect(passes({ ...rules, list: [], otherwise: factor('strong', true) }, ada, remembered)).toBe(false);
  });

  test('named methods are these and no others, however strong', () => {
    const named: PolicyRules = { ...rules, list: [], otherwise: { ask: 'methods', methods: ['email-code'] } };
    expect(passes(named, ada, shown(app))).toBe(false);
    expect(passes(named, ada, shown(mail))).toBe(true);
  });

  test('the company may be asked again instead, and a factor of ours does as well', () => {
    const upstream: PolicyRules = { ...rules, list: [], otherwise: { ask: 'provider', strength: 'strong' } };
    expect(passes(upstream, { ...ada, providerProved: 'strong' }, nothingShown)).toBe(false);
    expect(passes(upstream, ada, { ...nothingShown, providerAfresh: 'strong' })).toBe(true);
    expect(passes(upstream, ada, shown(app))).toBe(true);
    expect(passes(upstream, ada, shown(mail))).toBe(false);
  });
});

describe('a condition', () => {
  const only = (when: PolicyCondition): PolicyRules => ({ deny: [{ name: 'it', when }], list: [], otherwise: nothing, raise: [] });
  const holds = (when: PolicyCondition, facts: Partial<PolicyFacts> = {}) => decidePolicy(only(when), { ...ada, ...facts }).kind === 'deny';

  test.each<[string, PolicyCondition, Partial<PolicyFacts>, Partial<PolicyFacts>]>([
    ['connections', { connections: ['borealis'] }, {}, { connection: 'kestrel' }],
    ['emailDomains', { emailDomains: ['borealis.example'] }, {}, { emailDomain: null }],
    ['anyGroup', { anyGroup: ['staff', 'x'] }, {}, { groups: [] }],
    ['applications', { applications: ['portal'] }, {}, { application: 'wiki' }],
    ['networks', { networks: ['office'] }, {}, { networks: [] }],
    ['outsideNetworks', { outsideNetworks: ['office'] }, { networks: ['home'] }, {}],
    ['countries', { countries: ['NO'] }, {}, { country: null }],
    ['outsideCountries', { outsideCountries: ['NO'] }, { country: null }, {}],
    ['providerProved', { providerProved: 'strong' }, { providerProved: 'phishing-resistant' }, { providerProved: 'any' }],
    ['providerProvedLess', { providerProvedLess: 'strong' }, { providerProved: 'any' }, { providerProved: 'strong' }],
    ['newBrowser', { newBrowser: true }, { newBrowser: true }, {}],
    ['newCountry', { newCountry: true }, { newCountry: true }, {}],
    ['impossibleTravel', { impossibleTravel: true }, { impossibleTravel: true }, {}],
    ['recentFailures', { recentFailures: 5 }, { recentFailures: 5 }, { recentFailures: 4 }],
    ['firstSignIn', { firstSignIn: true }, { firstSignIn: true }, {}],
    ['several members', { networks: ['office'], countries: ['NO'] }, {}, { country: 'SE' }],
  ])('%s', (_, when, good, bad) => {
    expect([holds(when, good), holds(when, bad)]).toEqual([true, false]);
  });

  test('an empty one holds for everybody', () => {
    expect(holds({})).toBe(true);
  });

  test.each([
    ['10:30 in Oslo is within 08:00 to 17:00 of a Saturday', '08:00', '17:00', ['sat'], true],
    ['and not of a Sunday', '08:00', '17:00', ['sun'], false],
    ['the first minute counts', '10:30', '17:00', ['sat'], true],
    ['the last one does not', '08:00', '10:30', ['sat'], false],
    ['over midnight it belongs to the day before', '22:00', '11:00', ['fri'], true],
    ['and so not to its own', '22:00', '10:00', ['sat'], false],
    ['equal ends are the whole day', '10:30', '10:30', ['sat'], true],
  ])('times: %s', (_, from, to, days, expected) => {
    expect(holds({ times: { days: days as ['sat'], from, to, zone: 'Europe/Oslo' } })).toBe(expected);
  });
});

describe('whatever the rules are', () => {
  const seeds = Array.from({ length: 400 }, (_, index) => index);

  test('no order of the list lets a deny be skipped', () => {
    for (const seed of seeds) {
      const random = createSeeded(seed);
      const [of, facts] = [someRules(random), someFacts(random)];
      const denied = decidePolicy(of, facts).kind === 'deny';
      const shuffled = { ...of, list: random.shuffled(of.list), raise: random.shuffled(of.raise), deny: random.shuffled(of.deny) };
      expect(decidePolicy(shuffled, facts).kind === 'deny').toBe(denied);
      expect(decidePolicy({ ...of, deny: [...of.deny, { name: 'x', when: {} }] }, facts).kind).toBe('deny');
    }
  });

  test('a raise rule never makes a proof enough that was not, and more proof never makes one too little', () => {
    let changed = 0;
    for (const seed of seeds) {
      const random = createSeeded(seed);
      const [of, facts, proof] = [someRules(random), someFacts(random), someProof(random)];
      const raised = { ...of, raise: [...of.raise, { name: 'more', when: someCondition(random), outcome: someOutcome(random) }] };
      const [before, after] = [passes(of, facts, proof), passes(raised, facts, proof)];
      if (after) expect(before).toBe(true);
      changed += Number(before && !after);
      const more: Proof = { ...proof, methods: [...proof.methods, app] };
      if (before) expect(passes(of, facts, more)).toBe(true);
    }
    // The seeds reach rules that do raise.
    expect(changed).toBeGreaterThan(10);
  });
});

describe('an address that nobody may speak for', () => {
  const of = (more: Partial<PolicyRules>): PolicyRules => ({ deny: [], list: [], otherwise: nothing, raise: [], ...more });
  const theirs = { emailDomains: ['borealis.example'] };
  const claiming: PolicyFacts = { ...ada, emailDomain: null, claimedDomains: ['elsewhere.example', 'borealis.example'] };

  test('escapes no rule about it', () => {
    expect(decidePolicy(of({ deny: [{ name: 'blocked', when: theirs }] }), claiming).kind).toBe('deny');
    expect(passes(of({ raise: [{ name: 'more', when: theirs, outcome: factor('strong') }] }), claiming, nothingShown)).toBe(false);
    expect(passes(of({ list: [{ name: 'more', when: theirs, outcome: factor('strong') }] }), claiming, nothingShown)).toBe(false);
  });

  test('gains nothing by one', () => {
    const rules = of({ list: [{ name: 'less', when: theirs, outcome: nothing }], otherwise: factor('strong') });
    expect(passes(rules, claiming, nothingShown)).toBe(false);
    expect(passes(rules, { ...ada, emailDomain: 'borealis.example' }, nothingShown)).toBe(true);
  });
});

test('the presets are of growing strictness for somebody whose company has proven nothing', () => {
  const proofs: Proof[] = [nothingShown, { ...nothingShown, rememberedBrowser: true }, shown(mail), shown(app), shown('webauthn')];
  const enough = (name: keyof typeof policyPresets) => proofs.filter((proof) => passes(policyPresets[name], ada, proof)).length;
  expect([
    enough('nobody'),
    enough('recommended'),
    enough('only-without'),
    enough('everybody'),
    enough('nist-aal2'),
    enough('strict'),
  ]).toEqual([5, 4, 4, 3, 2, 1]);
});

function someCondition(random: Seeded): PolicyCondition {
  return random.pick<PolicyCondition>([
    {},
    { connections: ['borealis'] },
    { anyGroup: ['staff'] },
    { networks: ['office'], countries: ['NO'] },
    { outsideCountries: ['NO'] },
    { providerProved: 'any' },
    { recentFailures: 3 },
    { newBrowser: true },
  ]);
}

function someOutcome(random: Seeded): PolicyOutcome {
  const strength = random.pick(['any', 'strong', 'phishing-resistant'] as const);
  return random.pick<PolicyOutcome>([
    nothing,
    factor(strength, random.chance(0.5)),
    { ask: 'methods', methods: [random.pick(['totp', 'email-code'] as const)] },
    { ask: 'provider', strength },
  ]);
}

function someRules(random: Seeded): PolicyRules {
  const some = <Item>(most: number, make: () => Item) => Array.from({ length: random.below(most + 1) }, make);
  const rule = () => ({ name: `rule ${random.below(100)}`, when: someCondition(random), outcome: someOutcome(random) });
  return {
    deny: some(1, () => ({ name: 'no', when: someCondition(random) })),
    list: some(4, rule),
    otherwise: someOutcome(random),
    raise: some(2, rule),
  };
}

function someFacts(random: Seeded): PolicyFacts {
  return {
    ...ada,
    connection: random.pick(['borealis', 'kestrel']),
    groups: random.pick([null, ['staff'], ['other']]),
    networks: random.pick([[], ['office']]),
    country: random.pick([null, 'NO', 'SE']),
    providerProved: random.pick(['none', 'any', 'strong'] as const),
    newBrowser: random.chance(0.5),
    recentFailures: random.below(6),
  };
}

function someProof(random: Seeded): Proof {
  return {
    ...nothingShown,
    methods: random.chance(0.6) ? [random.pick([app, mail] as const)] : [],
    rememberedBrowser: random.chance(0.5),
    providerAfresh: random.pick(['none', 'any', 'strong'] as const),
  };
}
