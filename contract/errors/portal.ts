import type { ErrorGroup } from '#contract/errors/kinds';

export const portalErrors = {} as const satisfies ErrorGroup;
