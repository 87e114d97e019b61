import type { jiraErrors } from '#contract/errors/jira';
import type { WordsFor } from '#contract/errors/kinds';

export const jiraErrorWords: WordsFor<typeof jiraErrors> = {};
