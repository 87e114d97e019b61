import { drawCode, groupedCode, readCode } from '../../domain/crockford.ts';
import { drawDigits, readDigits } from '../../domain/digits.ts';
import type { Random } from '../../domain/ports/random.ts';

/** `long` where so many wrong ones were entered that six digits would be guessed at last. */
export type CodeLength = 'short' | 'long';

const digits = 6;
/** 40 bits: at any pace that is let through, nobody guesses that. */
const longSigns = 8;

/** A code as it is checked, each as likely as any other of its length. */
export function drawEmailCode(random: Random, length: CodeLength): string {
  return length === 'short' ? drawDigits(random, digits) : drawCode(random, longSigns);
}

/** A code as it is shown in a message. */
export function shownCode(code: string, length: CodeLength): string {
  return length === 'short' ? code : groupedCode(code);
}

/** What somebody typed or pasted, as it is checked: blanks and hyphens do not count. Null when it is no code of that length. */
export function codeFrom(text: string, length: CodeLength = 'short'): string | null {
  return length === 'long' ? readCode(text, longSigns) : readDigits(text, digits);
}
