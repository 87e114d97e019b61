import type { Random } from './ports/random.ts';

/** Crockford's base32: no I, L, O, U, so that a code can be read out and typed without being misread. 5 bits a sign. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Signs of a support code: 60 bits, read out on the phone. */
export const supportCodeLength = 12;

/** A code of `length` random signs. The alphabet divides a byte evenly, so every sign is equally likely. */
export function drawCode(random: Random, length: number): string {
  return Array.from(random.bytes(length), (byte) => alphabet[byte & 31]).join('');
}

/** A code as it is shown: in groups of four. */
export function groupedCode(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join('-');
}

/** A code as people type it: any case, blanks and hyphens, O for 0 and I or L for 1. Null for anything else. */
export function readCode(typed: string, length: number): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return code.length === length && Array.from(code).every((sign) => alphabet.includes(sign)) ? code : null;
}
