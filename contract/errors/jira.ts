import type { ErrorGroup } from '#contract/errors/kinds';

export const jiraErrors = {} as const satisfies ErrorGroup;
