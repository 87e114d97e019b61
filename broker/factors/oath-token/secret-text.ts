/** Secrets of tokens as makers write them into lists. Pure. */
import { ScureBase32Plugin } from 'otplib';
import type { SecretEncoding } from '../../domain/ports/token-pool.ts';

const base32 = new ScureBase32Plugin();
/** In this order: whatever is hexadecimal could be base64 as well, and never is. */
const encodings = ['hex', 'base32', 'base64'] as const;

/** Bytes of a secret; null when it is not written so. Blanks, and the padding of base32, may be there or not. */
export function readSecret(text: string, encoding: SecretEncoding): Uint8Array | null {
  const plain = text.replace(/\s/g, '');
  switch (encoding) {
    case 'hex':
      return /^([0-9A-Fa-f]{2})+$/.test(plain) ? new Uint8Array(Buffer.from(plain, 'hex')) : null;
    case 'base32':
      return readBase32(plain);
    case 'base64': {
      const bytes = Buffer.from(plain, 'base64');
      return plain !== '' && bytes.toString('base64') === plain ? new Uint8Array(bytes) : null;
    }
    default:
      return encoding satisfies never;
  }
}

/** The encoding of a list: the first one that fits at least half of it. Null where two fit all of it, or none does. */
export function encodingOf(secrets: readonly string[]): SecretEncoding | 'ambiguous' | null {
  const fitting = (encoding: SecretEncoding) => secrets.filter((secret) => readSecret(secret, encoding) !== null).length;
  const found = encodings.find((encoding) => fitting(encoding) * 2 >= secrets.length && fitting(encoding) > 0);
  if (found !== 'hex') return found ?? null;
  return fitting('hex') === secrets.length && fitting('base32') === secrets.length ? 'ambiguous' : 'hex';
}

function readBase32(text: string): Uint8Array | null {
  const plain = text.toUpperCase().replace(/=+$/, '');
  if (!/^[A-Z2-7]+$/.test(plain)) return null;
  try {
    const bytes = base32.decode(plain);
    // Bits that are left over must be none: two texts for one secret are a typing error in one of them.
    return base32.encode(bytes, { padding: false }) === plain ? bytes : null;
  } catch {
    return null;
  }
}
