import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';

/** AES-256-GCM with a nonce of 96 bits and a tag of 128 (NIST SP 800-38D). */
const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** What a sealed value is longer than its plain one. */
const overheadBytes = nonceBytes + tagBytes;

/** Nonce, ciphertext, tag. The nonce must be fresh and random. */
export function encrypt(key: KeyObject, nonce: Uint8Array, additional: Uint8Array, plain: Uint8Array): Uint8Array {
  if (nonce.length !== nonceBytes) throw new RangeError('a nonce has 12 bytes');
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(additional);
  return new Uint8Array(Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
}

/** Null for anything that was not made by `encrypt` with this key and this additional data. */
export function decrypt(key: KeyObject, additional: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  if (sealed.length < overheadBytes) return null;
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(additional);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const head = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes));
  try {
    return new Uint8Array(Buffer.concat([head, decipher.final()]));
  } catch {
    // The one thing that `final` throws for: the tag does not fit.
    return null;
  }
}

/** A fresh nonce's length, for the random source. */
export const nonceLength = nonceBytes;
