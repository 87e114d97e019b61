import type { Random } from '../../domain/ports/random.ts';

const digits = 6;
const range = 10 ** digits;
/** The largest multiple of the range that four bytes hold: numbers above it would make some codes more likely. */
const fair = Math.floor(2 ** 32 / range) * range;

/** Six digits, each code as likely as any other. */
export function drawDigits(random: Random): string {
  for (;;) {
    const drawn = Buffer.from(random.bytes(4)).readUInt32BE();
    if (drawn < fair) return String(drawn % range).padStart(digits, '0');
  }
}

/** What somebody typed or pasted, as digits: blanks and hyphens do not count. Null when it is no code. */
export function codeFrom(text: string): string | null {
  const code = text.replace(/[\s-]/g, '');
  return /^[0-9]{6}$/.test(code) ? code : null;
}
