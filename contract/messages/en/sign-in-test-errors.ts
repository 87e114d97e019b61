import type { WordsFor } from '#contract/errors/kinds';
import type { signInTestErrors } from '#contract/errors/sign-in-test';

export const signInTestErrorWords: WordsFor<typeof signInTestErrors> = {
  sign_in_test_gone: {
    title: 'This test cannot be used any more',
    text: 'A link for a test works once, for five minutes, and in one browser only.',
    action: 'Ask whoever sent you the link for a new one, or close this window.',
  },
};
