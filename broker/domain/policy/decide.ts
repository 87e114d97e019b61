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
 * that holds gives one more: since all have to be met, none of them can ask for less. Pure, total, and it says why.
 */
export function decidePolicy(rules: PolicyRules, facts: PolicyFacts): PolicyDecision {
  const denied = rules.deny.find(({ when }) => holds(when, facts));
  if (denied) return { kind: 'deny', because: denied.name };
  const found = rules.list.find(({ when }) => holds(when, facts));
  const base: Demand = found ? { outcome: found.outcome, because: found.name } : { outcome: rules.otherwise, because: 'otherwise' };
  const raised = rules.raise.filter(({ when }) => holds(when, facts)).map(({ outcome, name }) => ({ outcome, because: name }));
  const demands = [base, ...raised];
  return { kind: 'demands', demands, because: demands.map(({ because }) => because).join(', ') };
}
