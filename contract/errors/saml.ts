import type { ErrorGroup } from '#contract/errors/kinds';

export const samlErrors = {} as const satisfies ErrorGroup;
