import { methodTexts } from '#contract/messages/en/second-factor';
import { listed } from '#contract/policy-words/names';
import type { PolicyOutcome } from '#contract/settings/policy/rules';
import type { Strength } from '#contract/settings/policy/strength';

/** What is asked for, as a thing: "a second factor". */
const strengthWords: Readonly<Record<Strength, string>> = {
  any: 'a second factor',
  strong: 'a strong second factor (no code by e-mail or SMS)',
  'phishing-resistant': 'a security key or a passkey',
};

/** What a rule asks for, as the end of a sentence without its full stop. */
export function outcomeWords(outcome: PolicyOutcome): string {
  switch (outcome.ask) {
    case 'nothing':
      return 'nothing more is asked';
    case 'factor':
      return `${strengthWords[outcome.strength]} is asked for${outcome.rememberedBrowser ? ', unless the browser is remembered' : ''}`;
    case 'methods': {
      const names = outcome.methods.map((method) => methodTexts[method].name.replace(/^\p{L}/u, (letter) => letter.toLowerCase()));
      return names.length === 0
        ? 'one of … is asked for'
        : `${names.length > 1 ? 'one of these is asked for: ' : ''}${listed(names, 'or')}${names.length > 1 ? '' : ' is asked for'}`;
    }
    case 'provider':
      return `the company is asked to check the person again; where it cannot, ${strengthWords[outcome.strength]} is asked for here`;
    default:
      return outcome satisfies never;
  }
}
