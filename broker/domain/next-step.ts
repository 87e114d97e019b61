import { type Assurance, atLeast, type Strength } from './assurance.ts';
import type { PolicyDecision } from './policy.ts';
import type { FactorKind } from './ports/factor.ts';

/** What a person has at hand. */
export interface FactorAtHand {
  readonly kind: FactorKind;
  readonly strength: Exclude<Strength, 'none'>;
}

export interface StepFacts {
  readonly policy: PolicyDecision;
  /** What the party's request asks for (RequestedAuthnContext); `none` where it did not. */
  readonly requested: Strength;
  /** What this browser has proven: in this login, or in the session it came with. */
  readonly reached: Strength;
  readonly factors: readonly FactorAtHand[];
  /** Methods that may be set up during sign-in, best first. */
  readonly enrollable: readonly FactorAtHand[];
}

export type Step =
  | { readonly kind: 'deny'; readonly because: string }
  | { readonly kind: 'respond'; readonly because: string }
  | { readonly kind: 'challenge'; readonly method: FactorKind; readonly because: string }
  | { readonly kind: 'enrol'; readonly method: FactorKind; readonly because: string }
  /** The demand is one that nobody here can meet. */
  | { readonly kind: 'unreachable'; readonly because: string };

/** The one place that says what a login does next. Connectors and factors return to it and never know each other. */
export function nextStep(facts: StepFacts): Step {
  if (facts.policy.kind === 'deny') return { kind: 'deny', because: facts.policy.because };
  const demand = atLeast(facts.policy.strength, facts.requested) ? facts.policy.strength : facts.requested;
  const because = demand === facts.policy.strength ? facts.policy.because : 'party.requested';
  if (atLeast(facts.reached, demand)) return { kind: 'respond', because };
  const own = facts.factors.find((factor) => atLeast(factor.strength, demand));
  if (own) return { kind: 'challenge', method: own.kind, because };
  // Somebody who has a factor already must not get past it by setting up a second one.
  const [first] = facts.factors;
  if (first !== undefined && facts.reached === 'none') return { kind: 'challenge', method: first.kind, because };
  const fresh = facts.enrollable.find((method) => atLeast(method.strength, demand));
  if (fresh) return { kind: 'enrol', method: fresh.kind, because };
  return { kind: 'unreachable', because: `${because}, demand:${demand}` };
}

/** What a login without a second factor has reached. */
export function providerOnly(now: number): Assurance {
  return { strength: 'none', methods: [], at: now };
}
