import type { WordsFor } from '#contract/errors/kinds';
import type { loginErrors } from '#contract/errors/login';

export const loginErrorWords: WordsFor<typeof loginErrors> = {};
