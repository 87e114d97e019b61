import type { MethodKind } from '#contract/settings/methods';
import { methodStrength } from '#contract/settings/policy/method-strength';
import type { PolicyOutcome } from '#contract/settings/policy/rules';
import { type Assurance, atLeast, type Strength, strongerOf } from '../assurance.ts';
import type { EpochMs } from '../brands.ts';

/** One thing that a person has to show, and the rule that wants it. */
export interface Demand {
  readonly outcome: PolicyOutcome;
  readonly because: string;
  /** What was shown before then does not count. Absent where it does not matter when. */
  readonly freshSince?: EpochMs;
  /** Days of grace put it off. What is asked because something is unusual, or of one person alone, is asked now. */
  readonly mayWait?: true;
}

/** What has been shown so far, in this login or in the session it rests on. */
export interface Proof {
  readonly methods: readonly MethodKind[];
  /** When the last of them was shown; null where there are none. */
  readonly provenAt: EpochMs | null;
  /** The browser came with a remembered mark that is good for this person, here, today. */
  readonly rememberedBrowser: boolean;
  /** The person asked not to be asked again in this browser. */
  readonly remembers: boolean;
  /** What the company proved when it was asked again, in this login. */
  readonly providerAfresh: Strength;
}

export const nothingShown: Proof = { methods: [], provenAt: null, rememberedBrowser: false, remembers: false, providerAfresh: 'none' };

/** What a session has proven is proof for the next login as well. */
export function proofOf({ methods, at }: Pick<Assurance, 'methods' | 'at'>): Proof {
  return methods.length === 0 ? nothingShown : { ...nothingShown, methods, provenAt: at };
}

/** The same with one method more, shown now. */
export function withMethod(proof: Proof, method: MethodKind, now: EpochMs): Proof {
  return { ...proof, methods: [...proof.methods.filter((each) => each !== method), method], provenAt: now };
}

/** What showing this method right now would prove. */
export function justShown(method: MethodKind): Proof {
  return { ...nothingShown, methods: [method], provenAt: Number.POSITIVE_INFINITY };
}

/** What of it was shown since then, for certain: of several methods only the time of the last one is known. */
export function shownSince(proof: Proof, since: EpochMs): Proof {
  return proof.provenAt !== null && proof.provenAt >= since
    ? { ...nothingShown, methods: proof.methods.slice(-1), provenAt: proof.provenAt }
    : nothingShown;
}

/** What of the proof counts for this demand. */
export function countedFor({ freshSince }: Pick<Demand, 'freshSince'>, proof: Proof): Proof {
  return freshSince === undefined ? proof : shownSince(proof, freshSince);
}

/**
 * May the browser be remembered, as the person asked? What stands in for a lost factor is good for one sign-in, and so not for
 * those of a month.
 */
export function wishesToBeRemembered({ remembers, methods }: Pick<Proof, 'remembers' | 'methods'>): boolean {
  return remembers && methods.some((method) => method !== 'recovery-code' && method !== 'temporary-pass');
}

/** What is to be remembered of it: the strongest of the methods, and of what the company proved by its connection's table. */
export function assuranceFrom({ methods, provenAt }: Proof, providerProved: Strength, now: EpochMs): Assurance {
  const strengths = [providerProved, ...methods.map((method) => methodStrength[method])];
  return { strength: strengths.reduce(strongerOf), methods, at: provenAt ?? now };
}

/** Has enough been shown for this one demand? More proof never makes a met demand unmet. */
export function meets(demand: Demand, shown: Proof): boolean {
  const { outcome } = demand;
  const proof = countedFor(demand, shown);
  const byFactor = (strength: Strength) => proof.methods.some((method) => atLeast(methodStrength[method], strength));
  switch (outcome.ask) {
    case 'nothing':
      return true;
    case 'factor':
      // A remembered browser is something stolen with the machine: it stands for `any` at most, whatever a rule says.
      return byFactor(outcome.strength) || (outcome.rememberedBrowser && outcome.strength === 'any' && proof.rememberedBrowser);
    case 'methods':
      return proof.methods.some((method) => outcome.methods.includes(method));
    case 'provider':
      return atLeast(proof.providerAfresh, outcome.strength) || byFactor(outcome.strength);
    default:
      return outcome satisfies never;
  }
}
