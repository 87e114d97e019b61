import type { PolicyCondition } from '#contract/settings/policy/condition';
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
  const views = viewsOf(facts);
  const isMet = (when: PolicyCondition) => views.some((view) => holds(when, view));
  const denied = rules.deny.find(({ when }) => isMet(when));
  if (denied) return { kind: 'deny', because: denied.name };
  const raised = rules.raise.filter(({ when }) => isMet(when)).map(({ outcome, name }) => ({ outcome, because: name }));
  const demands = [...ofPerson(rules, views), ...raised];
  return { kind: 'demands', demands, because: demands.map(({ because }) => because).join(', ') };
}

/**
 * The person as the company may speak of them, and, where it told no address that it may speak for, as each that they may be: who
 * writes another address into their profile, or none, escapes no rule about their own, and gains nothing by a rule about that one.
 */
function viewsOf(facts: PolicyFacts): readonly [PolicyFacts, ...PolicyFacts[]] {
  return [facts, ...(facts.claimedDomains ?? []).map((emailDomain) => ({ ...facts, emailDomain }))];
}

/** An exemption takes the place of the list and of nothing else: `deny` was asked before, `raise` is asked beside it. */
function ofPerson(rules: PolicyRules, views: readonly [PolicyFacts, ...PolicyFacts[]]): readonly Demand[] {
  const ofLists = [...new Map(views.map((view) => ofList(rules, view)).map((demand) => [demand.outcome, demand])).values()];
  const [{ person }] = views;
  switch (person) {
    case 'policy':
      return ofLists;
    case 'required':
      return [...ofLists, { outcome: atLeastAny, because: 'person.required' }];
    case 'exempt':
      return [{ outcome: { ask: 'nothing' }, because: 'person.exempt' }];
    default:
      return person satisfies never;
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
