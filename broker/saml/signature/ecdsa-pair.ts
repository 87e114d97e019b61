/**
 * ECDSA signatures in the two forms that are about: XML Signature has r and s side by side (RFC 9231, 2.3.6), OpenSSL has
 * them in DER. node:crypto would translate by an option, but with options it takes three times as long for a key.
 */
import { integer, sequence } from '../der.ts';

/** DER from r and s side by side, each of `size` bytes; null for any other length. */
export function derOfPair(pair: Uint8Array, size: number): Uint8Array | null {
  return pair.length === 2 * size ? sequence(integer(pair.subarray(0, size)), integer(pair.subarray(size))) : null;
}

/** r and s side by side, each of `size` bytes, from the DER that our own signing made. */
export function pairOfDer(der: Uint8Array, size: number): Buffer {
  const pair = Buffer.alloc(2 * size);
  // A length of 128 and more takes a second byte; with the curves here the integers never do.
  let at = (der[1] ?? 0) < 0x80 ? 2 : 3;
  for (const end of [size, 2 * size]) {
    const length = der[at + 1] ?? 0;
    const value = der.subarray(at + 2, at + 2 + length);
    // DER puts a zero in front of a number that would look negative, and leaves out the zeros of a small one.
    const digits = value.length > size ? value.subarray(value.length - size) : value;
    pair.set(digits, end - digits.length);
    at += 2 + length;
  }
  return pair;
}
