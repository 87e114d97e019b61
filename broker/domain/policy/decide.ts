import type { PolicyRules } from '#contract/settings/policy/rules';
import { holds } from './condition.ts';
import type { Demand } from './demand.ts';
import type { PolicyFacts } from './facts.ts';

export type PolicyDecision =
  | { readonly kind: 'deny'; readonly because: string }
  /** All of them have to be met. */
  | { readonly kind: 'demands'; readonly demands: readonly Demand[]; readonly because: string };

/**
 * Decides what a person has to show. `deny` comes before everything. The list gives one demand, and each rule of `raise`
 * that holds gives one more: since all have to be met, none of them can ask for less. What is said of the person alone comes
 * in place of the list where they are exempt, and on top where one is required of them. Pure, total, and it says why.
 */
export function decidePolicy(rules: PolicyRules, facts: PolicyFacts): PolicyDecision {
  const denied = rules.deny.find(({ when }) => holds(when, facts));
  if (denied) return { kind: 'deny', because: denied.name };
  const raised = rules.raise.filter(({ when }) => holds(when, facts)).map(({ outcome, name }) => ({ outcome, because: name }));
  const demands = [...ofPerson(rules, facts), ...raised];
  return { kind: 'demands', demands, because: demands.map(({ because }) => because).join(', ') };
}

/** An exemption takes the place of the list and of nothing else: `deny` was asked before, `raise` is asked beside it. */
function ofPerson(rules: PolicyRules, facts: PolicyFacts): readonly Demand[] {
  switch (facts.person) {
    case 'policy':
      return [ofList(rules, facts)];
    case 'required':
      return [ofList(rules, facts), { outcome: atLeastAny, because: 'person.required' }];
    case 'exempt':
      return [{ outcome: { ask: 'nothing' }, because: 'person.exempt' }];
    default:
      return facts.person satisfies never;
  }
}

/** Shown to us: what the company has asked does not stand for it. A remembered browser does, since one was shown in it. */
const atLeastAny = { ask: 'factor', strength: 'any', rememberedBrowser: true } as const;

function ofList({ list, otherwise }: PolicyRules, facts: PolicyFacts): Demand {
  const found = list.find(({ when }) => holds(when, facts));
  return found
    ? { outcome: found.outcome, because: found.name, mayWait: true }
    : { outcome: otherwise, because: 'otherwise', mayWait: true };
}
