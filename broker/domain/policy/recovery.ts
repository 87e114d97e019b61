import { methodStrength } from '#contract/settings/policy/method-strength';
import type { Demand, Proof } from './demand.ts';

/**
 * Has somebody who lost what is asked for shown enough to set up a new one? A recovery code stands for the factor it was made
 * with (NIST SP 800-63B-4, 4.2), but can be asked for on a copied page: where a method is demanded that withstands such
 * pages, only the pass does that an administrator issued to a person they know.
 */
export function recovers({ methods }: Pick<Proof, 'methods'>, { outcome }: Demand): boolean {
  if (methods.includes('temporary-pass')) return true;
  return methods.includes('recovery-code') && !isPhishingResistant(outcome);
}

function isPhishingResistant(outcome: Demand['outcome']): boolean {
  switch (outcome.ask) {
    case 'nothing':
      return false;
    case 'methods':
      return outcome.methods.every((method) => methodStrength[method] === 'phishing-resistant');
    case 'factor':
    case 'provider':
      return outcome.strength === 'phishing-resistant';
    default:
      return outcome satisfies never;
  }
}
