import { methodStrength } from '#contract/settings/policy/method-strength';
import type { PolicyOutcome, PolicyRules } from '#contract/settings/policy/rules';
import { atLeast, type Strength } from '../assurance.ts';

/**
 * What everybody has to show at the least, whoever and wherever they are: the weakest answer that the rules can give. A
 * session with less than that cannot stand under these rules.
 */
export function leastDemanded({ list, otherwise }: Pick<PolicyRules, 'list' | 'otherwise'>): Strength {
  return weakest([...list.map(({ outcome }) => outcome), otherwise].map(leastOf));
}

function leastOf(outcome: PolicyOutcome): Strength {
  switch (outcome.ask) {
    case 'nothing':
    // What the company proved when it was asked again is no factor of ours.
    case 'provider':
      return 'none';
    case 'factor':
      return outcome.rememberedBrowser ? 'none' : outcome.strength;
    case 'methods':
      return weakest(outcome.methods.map((method) => methodStrength[method]));
    default:
      return outcome satisfies never;
  }
}

function weakest(all: readonly Strength[]): Strength {
  return all.reduce((least, each) => (atLeast(each, least) ? least : each));
}
