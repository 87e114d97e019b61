import type { WordsFor } from '#contract/errors/kinds';
import type { oidcErrors } from '#contract/errors/oidc';

export const oidcErrorWords: WordsFor<typeof oidcErrors> = {};
