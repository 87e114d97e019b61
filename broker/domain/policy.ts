import type { PolicySettings } from '#contract/settings/policy';
import { atLeast, type Strength, strongerOf } from './assurance.ts';
import type { Identity } from './identity.ts';

/** What a rule may look at. At login, organizations mean what the mapping rules would give. */
export interface PolicyFacts {
  readonly connection: string;
  readonly emailDomain: string | null;
  readonly groups: readonly string[] | null;
  readonly party: string;
}

/** What rules see of a proven identity at an application. */
export function policyFactsOf(identity: Identity, party: string): PolicyFacts {
  const address = identity.email?.address ?? null;
  return {
    connection: identity.connection,
    emailDomain: address === null ? null : address.slice(address.lastIndexOf('@') + 1).toLowerCase(),
    groups: identity.groups,
    party,
  };
}

/** A condition; every member that is there must hold. An empty one holds for everybody. */
interface PolicyCondition {
  readonly connections?: readonly string[];
  readonly emailDomains?: readonly string[];
  readonly anyGroup?: readonly string[];
  readonly parties?: readonly string[];
}

interface PolicyRule {
  readonly name: string;
  readonly when: PolicyCondition;
  readonly demand: Strength;
}

/**
 * `deny`: any match ends the sign-in. `list`: the first match counts, and `otherwise` closes it. `raise`: every match
 * may make the demand stronger, none weaker.
 */
export interface Policy {
  readonly deny: readonly { readonly name: string; readonly when: PolicyCondition }[];
  readonly list: readonly PolicyRule[];
  readonly otherwise: { readonly name: string; readonly demand: Strength };
  readonly raise: readonly PolicyRule[];
}

export type PolicyDecision =
  | { readonly kind: 'deny'; readonly because: string }
  | { readonly kind: 'demand'; readonly strength: Strength; readonly because: string };

/** Decides what a person must prove. Pure, total, and every answer says why. */
export function decidePolicy(policy: Policy, facts: PolicyFacts): PolicyDecision {
  const denied = policy.deny.find((rule) => holds(rule.when, facts));
  if (denied) return { kind: 'deny', because: denied.name };
  const base = policy.list.find((rule) => holds(rule.when, facts)) ?? policy.otherwise;
  const raised = policy.raise.filter((rule) => holds(rule.when, facts) && !atLeast(base.demand, rule.demand));
  const strength = raised.reduce((sum, rule) => strongerOf(sum, rule.demand), base.demand);
  return { kind: 'demand', strength, because: [base.name, ...raised.map((rule) => rule.name)].join(', ') };
}

function holds(when: PolicyCondition, facts: PolicyFacts): boolean {
  const oneOf = (wanted: readonly string[] | undefined, got: readonly (string | null)[]) =>
    wanted === undefined || got.some((value) => value !== null && wanted.includes(value));
  return (
    oneOf(when.connections, [facts.connection]) &&
    oneOf(when.emailDomains, [facts.emailDomain]) &&
    oneOf(when.anyGroup, facts.groups ?? []) &&
    oneOf(when.parties, [facts.party])
  );
}

/** The rules that a preset of the settings stands for. */
export function policyOf(settings: PolicySettings): Policy {
  const demand = { nobody: 'none', everybody: 'any' } as const satisfies Record<PolicySettings['preset'], Strength>;
  return { deny: [], list: [], otherwise: { name: `preset:${settings.preset}`, demand: demand[settings.preset] }, raise: [] };
}
