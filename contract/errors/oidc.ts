import type { ErrorGroup } from '#contract/errors/kinds';

export const oidcErrors = {} as const satisfies ErrorGroup;
