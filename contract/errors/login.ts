import type { ErrorGroup } from '#contract/errors/kinds';

export const loginErrors = {} as const satisfies ErrorGroup;
