import type { WordsFor } from '#contract/errors/kinds';
import type { samlErrors } from '#contract/errors/saml';

export const samlErrorWords: WordsFor<typeof samlErrors> = {};
