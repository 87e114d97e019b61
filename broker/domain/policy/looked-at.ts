import type { PolicyCondition } from '#contract/settings/policy/condition';
import type { PolicyRules } from '#contract/settings/policy/rules';

export type PolicyMember = keyof PolicyCondition;

/** Settings never change once made, and most tenants share the rules of a preset. */
const known = new WeakMap<PolicyRules, ReadonlySet<PolicyMember>>();

/** What the rules look at: nothing else has to be found out. */
export function lookedAt(rules: PolicyRules): ReadonlySet<PolicyMember> {
  const before = known.get(rules);
  if (before !== undefined) return before;
  const conditions = [...rules.deny, ...rules.list, ...rules.raise].map(({ when }) => when);
  const members = new Set(
    conditions.flatMap((when) => (Object.keys(when) as PolicyMember[]).filter((member) => when[member] !== undefined)),
  );
  known.set(rules, members);
  return members;
}
