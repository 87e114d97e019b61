import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** The public key of a phone: a point of P-256, as a JWK has it. */
export interface DeviceKey {
  readonly x: string;
  readonly y: string;
}

const coordinate = /^[A-Za-z0-9_-]{43}$/;

/** Null for what is no point of the curve. */
export function readDeviceKey({ x, y }: DeviceKey): KeyObject | null {
  if (!coordinate.test(x) || !coordinate.test(y)) return null;
  try {
    return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
  } catch {
    return null;
  }
}

/** RFC 7638, 3: SHA-256 over the members that a key is made of, in this order. */
export function thumbprintOf({ x, y }: DeviceKey): string {
  return createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
    .digest('base64url');
}

/** ECDSA with SHA-256, the two numbers one after the other, as browsers sign (Web Crypto, 23.7.1). */
export function isSignedBy(key: KeyObject, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64url');
  return bytes.length === 64 && verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, bytes);
}

/** Six digits of a text, the same on every machine. */
export function digitsOf(text: string): string {
  return String(createHash('sha256').update(text).digest().readUInt32BE(0) % 1_000_000).padStart(6, '0');
}
