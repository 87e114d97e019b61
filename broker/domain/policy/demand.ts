import type { MethodKind } from '#contract/settings/methods';
import type { PolicyOutcome } from '#contract/settings/policy/rules';
import { atLeast, type Strength } from '../assurance.ts';

/** One thing that a person has to show, and the rule that wants it. */
export interface Demand {
  readonly outcome: PolicyOutcome;
  readonly because: string;
}

/** What has been shown so far, in this login or in the session it rests on. */
export interface Proof {
  readonly factors: readonly { readonly method: MethodKind; readonly strength: Strength }[];
  /** The browser came with a remembered mark that is good for this person, here, today. */
  readonly rememberedBrowser: boolean;
  /** What the company proved when it was asked again, in this login. */
  readonly providerAfresh: Strength;
}

export const nothingShown: Proof = { factors: [], rememberedBrowser: false, providerAfresh: 'none' };

/** Has enough been shown for this one demand? More proof never makes a met demand unmet. */
export function meets({ outcome }: Demand, proof: Proof): boolean {
  const byFactor = (strength: Strength) => proof.factors.some((factor) => atLeast(factor.strength, strength));
  switch (outcome.ask) {
    case 'nothing':
      return true;
    case 'factor':
      // A remembered browser is something stolen with the machine: it stands for `any` at most, whatever a rule says.
      return byFactor(outcome.strength) || (outcome.rememberedBrowser && outcome.strength === 'any' && proof.rememberedBrowser);
    case 'methods':
      return proof.factors.some((factor) => outcome.methods.includes(factor.method));
    case 'provider':
      return atLeast(proof.providerAfresh, outcome.strength) || byFactor(outcome.strength);
    default:
      return outcome satisfies never;
  }
}
