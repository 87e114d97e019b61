import { drawCode, groupedCode, readCode } from '../../domain/crockford.ts';
import type { Random } from '../../domain/ports/random.ts';

/** `long` where so many wrong ones were entered that six digits would be guessed at last. */
export type CodeLength = 'short' | 'long';

const digits = 6;
const range = 10 ** digits;
/** The largest multiple of the range that four bytes hold: numbers above it would make some codes more likely. */
const fair = Math.floor(2 ** 32 / range) * range;
/** 40 bits: at any pace that is let through, nobody guesses that. */
const longSigns = 8;

/** A code as it is checked, each as likely as any other of its length. */
export function drawEmailCode(random: Random, length: CodeLength): string {
  return length === 'short' ? drawDigits(random) : drawCode(random, longSigns);
}

/** Six digits, each code as likely as any other. */
export function drawDigits(random: Random): string {
  for (;;) {
    const drawn = Buffer.from(random.bytes(4)).readUInt32BE();
    if (drawn < fair) return String(drawn % range).padStart(digits, '0');
  }
}

/** A code as it is shown in a message. */
export function shownCode(code: string, length: CodeLength): string {
  return length === 'short' ? code : groupedCode(code);
}

/** What somebody typed or pasted, as it is checked: blanks and hyphens do not count. Null when it is no code of that length. */
export function codeFrom(text: string, length: CodeLength = 'short'): string | null {
  if (length === 'long') return readCode(text, longSigns);
  const code = text.replace(/[\s-]/g, '');
  return /^[0-9]{6}$/.test(code) ? code : null;
}
