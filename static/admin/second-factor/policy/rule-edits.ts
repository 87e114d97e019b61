import type { ConditionMember } from '#contract/policy-words/condition';
import type { PolicyCondition } from '#contract/settings/policy/condition';
import type { PolicyOutcome, PolicyRule, PolicyRules } from '#contract/settings/policy/rules';

/** The parts of a policy that hold rules. */
export type RulePart = 'deny' | 'list' | 'raise';
export type AnyRule = PolicyRule | PolicyRules['deny'][number];

export const conditionMembers = [
  'connections',
  'emailDomains',
  'anyGroup',
  'applications',
  'networks',
  'outsideNetworks',
  'countries',
  'outsideCountries',
  'providerProved',
  'providerProvedLess',
  'newBrowser',
  'newCountry',
  'impossibleTravel',
  'recentFailures',
  'firstSignIn',
  'times',
] as const satisfies readonly ConditionMember[];

/** What a condition begins with when it is added: empty where it has to be filled in, so that nothing is saved unseen. */
const begins: Required<PolicyCondition> = {
  connections: [],
  emailDomains: [],
  anyGroup: [],
  applications: [],
  networks: [],
  outsideNetworks: [],
  countries: [],
  outsideCountries: [],
  providerProved: 'any',
  providerProvedLess: 'any',
  newBrowser: true,
  newCountry: true,
  impossibleTravel: true,
  recentFailures: 5,
  firstSignIn: true,
  times: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '18:00', to: '08:00', zone: 'UTC' },
};

/** The same condition with one member more; `zone`: where the administrator is. */
export function withMember(when: PolicyCondition, member: ConditionMember, zone: string): PolicyCondition {
  return { ...when, [member]: member === 'times' ? { ...begins.times, zone } : begins[member] };
}

export function withoutMember(when: PolicyCondition, member: ConditionMember): PolicyCondition {
  return Object.fromEntries(Object.entries(when).filter(([name]) => name !== member));
}

/** What an outcome of this kind begins with. What both kinds have is taken over. */
export function outcomeOf(ask: PolicyOutcome['ask'], before: PolicyOutcome): PolicyOutcome {
  const strength = 'strength' in before ? before.strength : 'any';
  switch (ask) {
    case 'nothing':
      return { ask };
    case 'factor':
      return { ask, strength, rememberedBrowser: false };
    case 'methods':
      return { ask, methods: [] };
    case 'provider':
      return { ask, strength };
    default:
      return ask satisfies never;
  }
}

/** A new rule stands at the end: what is there already goes on deciding as it did. */
export function withNewRule(rules: PolicyRules, part: RulePart, name: string): PolicyRules {
  if (part === 'deny') return { ...rules, deny: [...rules.deny, { name, when: {} }] };
  return { ...rules, [part]: [...rules[part], { name, when: {}, outcome: { ask: 'factor', strength: 'any', rememberedBrowser: false } }] };
}

export function withRule(rules: PolicyRules, part: RulePart, index: number, rule: AnyRule): PolicyRules {
  return { ...rules, [part]: (rules[part] as readonly AnyRule[]).with(index, rule) };
}

export function withoutRule(rules: PolicyRules, part: RulePart, index: number): PolicyRules {
  return { ...rules, [part]: (rules[part] as readonly AnyRule[]).toSpliced(index, 1) };
}

/** One place up (-1) or down (1); at the end of its part it stays where it is. */
export function withMoved(rules: PolicyRules, part: RulePart, index: number, by: 1 | -1): PolicyRules {
  const all = rules[part] as readonly AnyRule[];
  const [rule, other] = [all[index], all[index + by]];
  if (rule === undefined || other === undefined) return rules;
  return { ...rules, [part]: all.with(index, other).with(index + by, rule) };
}
