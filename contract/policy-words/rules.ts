import { conditionWords } from '#contract/policy-words/condition';
import { listed, type PolicyNames } from '#contract/policy-words/names';
import { outcomeWords } from '#contract/policy-words/outcome';
import type { PolicyCondition } from '#contract/settings/policy/condition';
import type { PolicyOutcome, PolicyRule, PolicyRules } from '#contract/settings/policy/rules';

/** One rule with the place that it stands in: the same rule says something else among `list` and among `raise`. */
export type PlacedRule =
  | { readonly part: 'deny'; readonly rule: PolicyRules['deny'][number] }
  | { readonly part: 'list' | 'raise'; readonly rule: PolicyRule }
  | { readonly part: 'otherwise'; readonly outcome: PolicyOutcome; readonly isOnly: boolean };

/** What a rule says, in one sentence for people who never saw a rule. */
export function sentenceOf(placed: PlacedRule, names: PolicyNames): string {
  switch (placed.part) {
    case 'deny':
      return hasNone(placed.rule.when) ? 'Nobody gets in, ever.' : `Nobody gets in if ${said(placed.rule.when, names)}.`;
    case 'list':
      return hasNone(placed.rule.when)
        ? `For everybody: ${outcomeWords(placed.rule.outcome)}.`
        : `If ${said(placed.rule.when, names)}: ${outcomeWords(placed.rule.outcome)}.`;
    case 'raise':
      return hasNone(placed.rule.when)
        ? `Always, on top of that: ${outcomeWords(placed.rule.outcome)}.`
        : `On top of that, if ${said(placed.rule.when, names)}: ${outcomeWords(placed.rule.outcome)}.`;
    case 'otherwise':
      return `${placed.isOnly ? 'For everybody' : 'For everybody else'}: ${outcomeWords(placed.outcome)}.`;
    default:
      return placed satisfies never;
  }
}

const hasNone = (when: PolicyCondition) => Object.keys(when).length === 0;
const said = (when: PolicyCondition, names: PolicyNames) => listed(conditionWords(when, names), 'and');

/** All rules in the order in which they are looked at. */
function placedRules({ deny, list, otherwise, raise }: PolicyRules): PlacedRule[] {
  return [
    ...deny.map((rule) => ({ part: 'deny', rule }) as const),
    ...list.map((rule) => ({ part: 'list', rule }) as const),
    { part: 'otherwise', outcome: otherwise, isOnly: list.length === 0 },
    ...raise.map((rule) => ({ part: 'raise', rule }) as const),
  ];
}

/** A whole policy, sentence by sentence. */
export function policySentences(rules: PolicyRules, names: PolicyNames): string[] {
  return placedRules(rules).map((placed) => sentenceOf(placed, names));
}
