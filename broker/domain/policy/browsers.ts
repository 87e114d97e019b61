import type { PolicyOutcome, PolicyRules } from '#contract/settings/policy/rules';

/** Do the rules ask anywhere whether a browser is known? Where they do not, none is marked. */
export function looksAtBrowsers(rules: PolicyRules): boolean {
  const conditions = [...rules.deny, ...rules.list, ...rules.raise].map(({ when }) => when);
  return takesRemembered(rules) || conditions.some(({ newBrowser }) => newBrowser === true);
}

/** Is there a rule that a remembered browser satisfies? */
export function takesRemembered({ list, otherwise, raise }: PolicyRules): boolean {
  return [...list, ...raise].some(({ outcome }) => isEnoughFor(outcome)) || isEnoughFor(otherwise);
}

function isEnoughFor(outcome: PolicyOutcome): boolean {
  return outcome.ask === 'factor' && outcome.rememberedBrowser && outcome.strength === 'any';
}
