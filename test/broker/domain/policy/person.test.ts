import { describe, expect, test } from '@jest/globals';
import type { PolicyCondition } from '#contract/settings/policy/condition';
import type { PolicyOutcome, PolicyRules } from '#contract/settings/policy/rules';
import { decidePolicy } from '../../../../broker/domain/policy/decide.ts';
import { type Demand, meets, nothingShown, type Proof } from '../../../../broker/domain/policy/demand.ts';
import { type PolicyFacts, plainFacts } from '../../../../broker/domain/policy/facts.ts';
import { adaAsserted } from '../../../support/builders/factor-scene.ts';
import { createSeeded, type Seeded } from '../../../support/seeded.ts';

const ada: PolicyFacts = {
  ...plainFacts([], { ...adaAsserted, email: null }, 'portal', 0),
  emailDomain: 'borealis.example',
  groups: ['staff'],
};
const strong: PolicyOutcome = { ask: 'factor', strength: 'strong', rememberedBrowser: false };
const nothing: PolicyOutcome = { ask: 'nothing' };
const rules: PolicyRules = {
  deny: [{ name: 'leavers', when: { anyGroup: ['leavers'] } }],
  list: [{ name: 'staff', when: { anyGroup: ['staff'] }, outcome: strong }],
  otherwise: nothing,
  raise: [{ name: 'elsewhere', when: { newCountry: true }, outcome: strong }],
};
const as = (person: PolicyFacts['person'], more: Partial<PolicyFacts> = {}) => decidePolicy(rules, { ...ada, person, ...more });

describe('what is said of one person', () => {
  test('an exemption takes the place of the list and is named', () => {
    expect(as('policy')).toMatchObject({ because: 'staff' });
    expect(as('exempt')).toEqual({ kind: 'demands', demands: [{ outcome: nothing, because: 'person.exempt' }], because: 'person.exempt' });
  });

  test('an exemption skips neither deny nor raise', () => {
    expect(as('exempt', { groups: ['leavers'] })).toEqual({ kind: 'deny', because: 'leavers' });
    expect(as('exempt', { newCountry: true })).toMatchObject({ because: 'person.exempt, elsewhere' });
  });

  test('whoever it is required of is asked where the list asks for nothing, and for no less where it asks for more', () => {
    expect(as('required', { groups: [] })).toMatchObject({ because: 'otherwise, person.required' });
    const both = as('required');
    expect(both).toMatchObject({ because: 'staff, person.required' });
    const shownMail: Proof = { ...nothingShown, methods: ['email-code'] };
    expect(both.kind === 'demands' && both.demands.map((demand) => meets(demand, shownMail))).toEqual([false, true]);
  });

  test('what the company asked does not stand for what is required of a person', () => {
    const decision = as('required', { groups: [], providerProved: 'phishing-resistant' });
    const proof: Proof = { ...nothingShown, providerAfresh: 'phishing-resistant' };
    expect(decision.kind === 'demands' && decision.demands.every((demand) => meets(demand, proof))).toBe(false);
  });
});

describe('whatever the rules are', () => {
  test('an exemption leaves every deny and every raised demand as they were, and asks for nothing more', () => {
    let skipped = 0;
    for (let seed = 0; seed < 600; seed++) {
      const random = createSeeded(seed);
      const [of, facts] = [someRules(random), someFacts(random)];
      const plain = decidePolicy(of, { ...facts, person: 'policy' });
      const exempt = decidePolicy(of, { ...facts, person: 'exempt' });
      expect(exempt.kind).toBe(plain.kind);
      if (plain.kind !== 'demands' || exempt.kind !== 'demands') continue;
      expect(exempt.demands.slice(1)).toEqual(plain.demands.slice(1));
      expect(exempt.because.startsWith('person.exempt')).toBe(true);
      skipped += Number(!meets(plain.demands[0] as Demand, nothingShown));
    }
    expect(skipped).toBeGreaterThan(50);
  });

  test('a requirement keeps all that was asked and adds a factor of ours', () => {
    for (let seed = 0; seed < 600; seed++) {
      const random = createSeeded(seed);
      const [of, facts] = [someRules(random), someFacts(random)];
      const plain = decidePolicy(of, { ...facts, person: 'policy' });
      const required = decidePolicy(of, { ...facts, person: 'required' });
      expect(required.kind).toBe(plain.kind);
      if (plain.kind !== 'demands' || required.kind !== 'demands') continue;
      for (const demand of plain.demands) expect(required.demands).toContainEqual(demand);
      expect(required.demands.every((demand) => meets(demand, nothingShown))).toBe(false);
    }
  });
});

function someCondition(random: Seeded): PolicyCondition {
  return random.pick<PolicyCondition>([
    {},
    { anyGroup: ['staff'] },
    { newCountry: true },
    { recentFailures: 3 },
    { providerProved: 'any' },
  ]);
}

function someRules(random: Seeded): PolicyRules {
  const outcome = () =>
    random.pick<PolicyOutcome>([nothing, strong, { ask: 'provider', strength: 'any' }, { ask: 'methods', methods: ['totp'] }]);
  const some = <Item>(most: number, make: () => Item) => Array.from({ length: random.below(most + 1) }, make);
  const rule = () => ({ name: `rule ${random.below(100)}`, when: someCondition(random), outcome: outcome() });
  return {
    deny: some(1, () => ({ name: 'no', when: someCondition(random) })),
    list: some(3, rule),
    otherwise: outcome(),
    raise: some(3, rule),
  };
}

function someFacts(random: Seeded): PolicyFacts {
  return {
    ...ada,
    groups: random.pick([null, ['staff'], ['other']]),
    newCountry: random.chance(0.5),
    recentFailures: random.below(6),
    providerProved: random.pick(['none', 'any', 'strong'] as const),
  };
}
