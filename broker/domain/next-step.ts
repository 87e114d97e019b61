import { atLeast, type Strength } from './assurance.ts';
import type { EpochMs } from './brands.ts';
import type { Enrolling } from './enrolling.ts';
import type { PolicyDecision } from './policy/decide.ts';
import { countedFor, type Demand, justShown, meets, type Proof, shownSince } from './policy/demand.ts';
import { recovers } from './policy/recovery.ts';
import type { FactorKind } from './ports/factor.ts';

/** What a person has at hand. */
export interface FactorAtHand {
  readonly kind: FactorKind;
  /** They set it up, or were given it; false for what everybody has. */
  readonly isOwn: boolean;
}

export interface StepFacts {
  readonly policy: PolicyDecision;
  /** What the party's request asks for (RequestedAuthnContext); `none` where it did not. */
  readonly requested: Strength;
  /** What the company has proven already, by its connection's own table. */
  readonly providerProved: Strength;
  /** What this browser has shown: in this login, or in the session it came with. */
  readonly proof: Proof;
  /** Best first. */
  readonly factors: readonly FactorAtHand[];
  /** Methods that may be set up during sign-in, best first. */
  readonly enrollable: readonly FactorKind[];
  /** What the page itself asks for, on which the person is to be let: its request is one of our own (`security-page.ts`). */
  readonly further?: readonly Demand[];
  /** Who adds a factor to others of theirs has shown one of those since then: a session's word of this morning is not enough. */
  readonly freshSince: EpochMs;
  /** The most that the company can be asked to prove; `none` where it cannot be asked, or was in this login. */
  readonly askable: Strength;
}

export type Step =
  | { readonly kind: 'deny'; readonly because: string }
  | { readonly kind: 'respond'; readonly because: string }
  /** Any of these, best first. */
  | { readonly kind: 'challenge'; readonly methods: readonly [FactorKind, ...FactorKind[]]; readonly because: string }
  | {
      readonly kind: 'enrol';
      readonly methods: readonly [FactorKind, ...FactorKind[]];
      readonly standing: Enrolling;
      /** The list of the policy alone asks for it, so a grace period of the tenant may put it off. */
      readonly mayWait: boolean;
      readonly because: string;
    }
  | { readonly kind: 'ask-provider'; readonly strength: Exclude<Strength, 'none'>; readonly because: string }
  /** The demand is one that nobody here can meet. */
  | { readonly kind: 'unreachable'; readonly because: string };

/** The one place that says what a login does next. Connectors and factors return to it and never know each other. */
export function nextStep(facts: StepFacts): Step {
  const { policy, requested, proof, factors } = facts;
  if (policy.kind === 'deny') return { kind: 'deny', because: policy.because };
  // An application asks for a strength, wherever it was shown; what the policy wants shown here, it says itself.
  const ofRequest = atLeast(facts.providerProved, requested) ? [] : [requestedBy(requested)];
  const demands = [...policy.demands, ...ofRequest, ...(facts.further ?? [])];
  const unmet = demands.filter((demand) => !meets(demand, proof));
  const because = (unmet.length > 0 ? unmet : demands).map((demand) => demand.because).join(', ');
  if (unmet.length === 0) return { kind: 'respond', because };

  const again = unmet.find(({ outcome }) => outcome.ask === 'provider');
  if (again?.outcome.ask === 'provider' && atLeast(facts.askable, again.outcome.strength))
    return { kind: 'ask-provider', strength: again.outcome.strength, because };

  const justNow = shownSince(proof, facts.freshSince);
  const hasRecovered = unmet.every((demand) => recovers(countedFor(demand, justNow), demand));
  const useful = hasRecovered ? [] : helpful(kindsOf(factors), unmet);
  if (isSome(useful)) return { kind: 'challenge', methods: withRecovery(useful, facts, unmet), because };
  // Somebody who has a factor already must not get past it by setting up a second one.
  const own = kindsOf(factors.filter(({ isOwn }) => isOwn));
  if (isSome(own) && justNow.methods.length === 0) return { kind: 'challenge', methods: own, because };
  const fresh = helpful(facts.enrollable, unmet);
  if (isSome(fresh)) {
    const standing = justNow.methods.length > 0 ? 'further' : 'first';
    return { kind: 'enrol', methods: fresh, standing, mayWait: unmet.every(({ mayWait }) => mayWait === true), because };
  }
  return { kind: 'unreachable', because: `${because}, nobody-here-can` };
}

function requestedBy(strength: Strength): Demand {
  if (strength === 'none') throw new Error('nothing was requested');
  return { outcome: { ask: 'factor', strength, rememberedBrowser: false }, because: 'party.requested' };
}

/** Those that bring the login further, the ones that meet the most first; otherwise in the order they came. */
function helpful(kinds: readonly FactorKind[], unmet: readonly Demand[]): readonly FactorKind[] {
  const met = (kind: FactorKind) => unmet.filter((demand) => meets(demand, justShown(kind))).length;
  return kinds
    .map((kind) => ({ kind, met: met(kind) }))
    .filter((each) => each.met > 0)
    .sort((a, b) => b.met - a.met)
    .map(({ kind }) => kind);
}

/** Beside what the policy asks for, what helps people who have lost it: it lets them set up a new one, and not in. */
function withRecovery(useful: Some<FactorKind>, { factors }: StepFacts, unmet: readonly Demand[]): Some<FactorKind> {
  const ways = kindsOf(factors).filter((kind) => !useful.includes(kind) && unmet.every((demand) => recovers(justShown(kind), demand)));
  return [...useful, ...ways];
}

const kindsOf = (factors: readonly FactorAtHand[]) => factors.map(({ kind }) => kind);

type Some<Item> = readonly [Item, ...Item[]];

function isSome<Item>(items: readonly Item[]): items is Some<Item> {
  return items.length > 0;
}
