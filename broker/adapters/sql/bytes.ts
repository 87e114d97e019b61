import { createHash } from 'node:crypto';

/** Bytes of a row as a plain array, whatever the driver made of them. */
export function bytesOf(value: Uint8Array): Uint8Array {
  return new Uint8Array(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength));
}

/** A key of any length, from outside, as a short one that tells nothing: SHA-256, base64url. */
export function shortKey(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
