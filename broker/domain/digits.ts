import type { Random } from './ports/random.ts';

/** `length` digits, at most 9, each code as likely as any other. */
export function drawDigits(random: Random, length: number): string {
  const range = 10 ** length;
  // The largest multiple of the range that four bytes hold: numbers above it would make some codes more likely.
  const fair = Math.floor(2 ** 32 / range) * range;
  for (;;) {
    const drawn = Buffer.from(random.bytes(4)).readUInt32BE();
    if (drawn < fair) return String(drawn % range).padStart(length, '0');
  }
}

/** Digits as people type them: blanks and hyphens are theirs to keep. Null for letters, and for fewer or more of them. */
export function readDigits(typed: string, least: number, most = least): string | null {
  const code = typed.replace(/[\s-]/g, '');
  return /^[0-9]+$/.test(code) && code.length >= least && code.length <= most ? code : null;
}
