import type { ErrorGroup } from '#contract/errors/kinds';

/** Refusals of tests by a sign-in. One for all that is wrong with a link, so that trying links tells nothing. */
export const signInTestErrors = {
  sign_in_test_gone: { status: 410, audience: 'person' },
} as const satisfies ErrorGroup;
