import type { PolicyOutcome, PolicyRules } from '#contract/settings/policy/rules';

/** Is there a rule that looks whether a browser is new? */
export function looksAtNewBrowsers({ deny, list, raise }: PolicyRules): boolean {
  return [...deny, ...list, ...raise].some(({ when }) => when.newBrowser === true);
}

/** Do the rules ask anywhere whether a browser is known? Where they do not, none is marked. */
export function looksAtBrowsers(rules: PolicyRules): boolean {
  return takesRemembered(rules) || looksAtNewBrowsers(rules);
}

/** Is there a rule that a remembered browser satisfies? */
export function takesRemembered({ list, otherwise, raise }: PolicyRules): boolean {
  return [...list, ...raise].some(({ outcome }) => isEnoughFor(outcome)) || isEnoughFor(otherwise);
}

function isEnoughFor(outcome: PolicyOutcome): boolean {
  return outcome.ask === 'factor' && outcome.rememberedBrowser && outcome.strength === 'any';
}
