import type { ErrorCode } from '#contract/errors';

/**
 * Refusals of what was no guess: there was nothing to guess at any more, nothing was sent, or a number was typed and no code.
 * They do not count as wrong answers of the person. What is tried without a guess still costs the login one of its tries.
 */
const noGuesses: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'second_factor_gone',
  'second_factor_too_many',
  'token_taken',
  'sent_code_malformed',
  'sent_code_gone',
  'sent_code_not_sent',
  'sent_code_too_soon',
  'sent_code_too_many',
  'phone_number_malformed',
  'phone_number_country',
  'phone_number_kind',
  'phone_number_known',
]);

export function isNoGuess(code: ErrorCode): boolean {
  return noGuesses.has(code);
}
