import { expect, test } from '@jest/globals';
import { type MethodKind, methodKinds } from '#contract/settings/methods';
import type { PolicyCondition } from '#contract/settings/policy/condition';
import type { PolicyOutcome, PolicyRules } from '#contract/settings/policy/rules';
import { atLeast } from '../../../../broker/domain/assurance.ts';
import { decidePolicy } from '../../../../broker/domain/policy/decide.ts';
import { assuranceFrom, meets, nothingShown, type Proof } from '../../../../broker/domain/policy/demand.ts';
import type { PolicyFacts } from '../../../../broker/domain/policy/facts.ts';
import { leastDemanded } from '../../../../broker/domain/policy/least.ts';
import { lookedAt, type PolicyMember } from '../../../../broker/domain/policy/looked-at.ts';
import { createSeeded, type Seeded } from '../../../support/seeded.ts';

const seeds = Array.from({ length: 600 }, (_, index) => index);
const strengths = ['any', 'strong', 'phishing-resistant'] as const;

/** One value of each member that a rule may look at. */
const members: { readonly [Name in PolicyMember]-?: (random: Seeded) => PolicyCondition[Name] } = {
  connections: (random) => [random.pick(['borealis', 'kestrel'])],
  emailDomains: (random) => [random.pick(['borealis.example', 'kestrel.example'])],
  anyGroup: (random) => [random.pick(['staff', 'admins'])],
  applications: (random) => [random.pick(['portal', 'wiki'])],
  networks: () => ['office'],
  outsideNetworks: () => ['office'],
  countries: (random) => [random.pick(['NO', 'SE'])],
  outsideCountries: () => ['NO'],
  providerProved: (random) => random.pick(strengths),
  providerProvedLess: (random) => random.pick(strengths),
  newBrowser: () => true,
  newCountry: () => true,
  impossibleTravel: () => true,
  recentFailures: (random) => 1 + random.below(5),
  firstSignIn: () => true,
  times: (random) => ({
    days: [random.pick(['fri', 'sat'] as const)],
    from: random.pick(['00:00', '09:00', '22:00']),
    to: random.pick(['00:00', '12:00', '06:00']),
    zone: random.pick(['Europe/Oslo', 'America/New_York']),
  }),
};
const memberNames = Object.keys(members) as PolicyMember[];

/** What stands in the facts for each member. */
const factOf: Readonly<Record<PolicyMember, keyof PolicyFacts>> = {
  connections: 'connection',
  emailDomains: 'emailDomain',
  anyGroup: 'groups',
  applications: 'application',
  networks: 'networks',
  outsideNetworks: 'networks',
  countries: 'country',
  outsideCountries: 'country',
  providerProved: 'providerProved',
  providerProvedLess: 'providerProved',
  newBrowser: 'newBrowser',
  newCountry: 'newCountry',
  impossibleTravel: 'impossibleTravel',
  recentFailures: 'recentFailures',
  firstSignIn: 'firstSignIn',
  times: 'now',
};

function aCondition(random: Seeded): PolicyCondition {
  const names = random.shuffled(memberNames).slice(0, random.below(3));
  return Object.fromEntries(names.map((name) => [name, members[name](random)]));
}

function anOutcome(random: Seeded): PolicyOutcome {
  const strength = random.pick(strengths);
  return random.pick<PolicyOutcome>([
    { ask: 'nothing' },
    { ask: 'factor', strength, rememberedBrowser: random.chance(0.5) },
    { ask: 'methods', methods: random.shuffled<MethodKind>([...methodKinds]).slice(0, 1 + random.below(3)) },
    { ask: 'provider', strength },
  ]);
}

const aRule = (random: Seeded) => ({ name: `rule ${random.below(100)}`, when: aCondition(random), outcome: anOutcome(random) });
const some = <Item>(random: Seeded, most: number, make: (random: Seeded) => Item): Item[] =>
  Array.from({ length: random.below(most + 1) }, () => make(random));

function someRules(random: Seeded): PolicyRules {
  return {
    deny: some(random, 3, (each) => ({ name: `no ${each.below(100)}`, when: aCondition(each) })),
    list: some(random, 5, aRule),
    otherwise: anOutcome(random),
    raise: some(random, 3, aRule),
  };
}

function someFacts(random: Seeded): PolicyFacts {
  return {
    connection: random.pick(['borealis', 'kestrel']),
    emailDomain: random.pick([null, 'borealis.example', 'kestrel.example']),
    groups: random.pick([null, [], ['staff'], ['staff', 'admins']]),
    application: random.pick(['portal', 'wiki']),
    networks: random.pick([[], ['office']]),
    country: random.pick([null, 'NO', 'SE']),
    providerProved: random.pick(['none', ...strengths] as const),
    newBrowser: random.chance(0.5),
    newCountry: random.chance(0.5),
    impossibleTravel: random.chance(0.5),
    recentFailures: random.below(7),
    firstSignIn: random.chance(0.5),
    person: random.pick(['policy', 'policy', 'required', 'exempt'] as const),
    now: Date.UTC(2026, 10, 20 + random.below(2), random.below(24), random.below(60)),
  };
}

function someProof(random: Seeded): Proof {
  return {
    ...nothingShown,
    methods: random.shuffled<MethodKind>([...methodKinds]).slice(0, random.below(3)),
    rememberedBrowser: random.chance(0.4),
    providerAfresh: random.pick(['none', ...strengths] as const),
  };
}

function passes(rules: PolicyRules, facts: PolicyFacts, proof: Proof): boolean {
  const decision = decidePolicy(rules, facts);
  return decision.kind === 'demands' && decision.demands.every((demand) => meets(demand, proof));
}

/** Runs a property over many rules, facts and proofs. */
function always(property: (random: Seeded, rules: PolicyRules, facts: PolicyFacts, proof: Proof) => void): void {
  for (const seed of seeds) {
    const random = createSeeded(seed);
    property(random, someRules(random), someFacts(random), someProof(random));
  }
}

test('a deny rule that holds ends the sign-in, wherever it and every other rule stands, whoever it is and whatever was shown', () => {
  let denied = 0;
  always((random, rules, facts, proof) => {
    const isDenied = rules.deny.some((rule) => decidePolicy({ ...rules, deny: [rule], list: [], raise: [] }, facts).kind === 'deny');
    const shuffled = {
      ...rules,
      deny: random.shuffled(rules.deny),
      list: random.shuffled(rules.list),
      raise: random.shuffled(rules.raise),
    };
    expect(decidePolicy(rules, facts).kind === 'deny').toBe(isDenied);
    expect(decidePolicy(shuffled, facts).kind === 'deny').toBe(isDenied);
    if (isDenied) expect(passes(shuffled, facts, proof)).toBe(false);
    denied += Number(isDenied);
  });
  expect(denied).toBeGreaterThan(50);
});

test('no rule that is put before others takes a deny away', () => {
  always((random, rules, facts) => {
    if (decidePolicy(rules, facts).kind !== 'deny') return;
    const more = { ...rules, list: [{ name: 'all may', when: {}, outcome: { ask: 'nothing' as const } }, ...rules.list] };
    expect(decidePolicy(more, facts).kind).toBe('deny');
    expect(
      decidePolicy({ ...rules, deny: [...some(random, 3, (each) => ({ name: 'x', when: aCondition(each) })), ...rules.deny] }, facts).kind,
    ).toBe('deny');
  });
});

test('a raise rule never makes enough of what was not, wherever it is put', () => {
  let raised = 0;
  always((random, rules, facts, proof) => {
    const place = random.below(rules.raise.length + 1);
    const more = { ...rules, raise: rules.raise.toSpliced(place, 0, aRule(random)) };
    const [before, after] = [passes(rules, facts, proof), passes(more, facts, proof)];
    if (after) expect(before).toBe(true);
    raised += Number(before && !after);
  });
  expect(raised).toBeGreaterThan(10);
});

test('the order of raise rules changes nothing', () => {
  always((random, rules, facts, proof) => {
    expect(passes({ ...rules, raise: random.shuffled(rules.raise) }, facts, proof)).toBe(passes(rules, facts, proof));
  });
});

test('more proof never makes too little of what was enough', () => {
  always((random, rules, facts, proof) => {
    if (!passes(rules, facts, proof)) return;
    expect(passes(rules, facts, { ...proof, methods: [...proof.methods, random.pick(methodKinds)] })).toBe(true);
    expect(passes(rules, facts, { ...proof, rememberedBrowser: true })).toBe(true);
    expect(passes(rules, facts, { ...proof, providerAfresh: 'phishing-resistant' })).toBe(true);
  });
});

test('a remembered browser alone is never enough for a demand above any', () => {
  always((_, rules, facts) => {
    const decision = decidePolicy(rules, facts);
    if (decision.kind === 'deny') return;
    const isStrict = decision.demands.some(({ outcome }) => outcome.ask === 'factor' && outcome.strength !== 'any');
    if (isStrict) expect(passes(rules, facts, { ...nothingShown, rememberedBrowser: true })).toBe(false);
  });
});

test('what the rules do not look at changes nothing, so nobody has to find it out', () => {
  let left = 0;
  always((random, rules, facts) => {
    const looked = lookedAt(rules);
    const needed = new Set([...looked].map((member) => factOf[member]));
    const other = someFacts(random);
    const kept = { ...facts };
    for (const name of Object.values(factOf)) if (!needed.has(name)) Object.assign(kept, { [name]: other[name] });
    expect(decidePolicy(rules, kept)).toEqual(decidePolicy(rules, facts));
    left += Number(needed.size < Object.keys(factOf).length);
  });
  expect(left).toBeGreaterThan(300);
});

test('whoever gets through has proven at least what everybody has to, unless an administrator exempted them', () => {
  let counted = 0;
  always((_, all, facts, proof) => {
    // Fewer rules, so that not one of them lets everybody through.
    const rules = { ...all, list: all.list.slice(0, 1) };
    if (facts.person === 'exempt' || !passes(rules, facts, proof)) return;
    expect(atLeast(assuranceFrom(proof, 'none', 0).strength, leastDemanded(rules))).toBe(true);
    counted += Number(leastDemanded(rules) !== 'none');
  });
  expect(counted).toBeGreaterThan(5);
});
