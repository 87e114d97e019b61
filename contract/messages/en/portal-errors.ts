import type { WordsFor } from '#contract/errors/kinds';
import type { portalErrors } from '#contract/errors/portal';

export const portalErrorWords: WordsFor<typeof portalErrors> = {};
