import { type ErrorCode, errorWords } from '#contract/errors';
import type { ErrorWords } from '#contract/errors/kinds';

/** At a terminal nobody waits for a page: the same errors in words for whoever can end them. */
const atTheTerminal: Partial<Record<ErrorCode, ErrorWords>> = {
  database_unavailable: {
    title: 'The database cannot be used',
    text: 'The command ended here.',
    action: 'Put that right and run the command again. docs/operations/database-troubles.md has more about each trouble.',
  },
};

/** The words of a code for the operator. */
export function wordsForOperator(code: ErrorCode): ErrorWords {
  return atTheTerminal[code] ?? errorWords[code];
}
