/** Voluntary application server identification for Web Push (RFC 8292). */
import { type KeyObject, sign } from 'node:crypto';
import type { EpochMs } from '../../domain/brands.ts';

/** Services take at most a day (RFC 8292, 2); a token is made for each message. */
const tokenLifetimeMs = 3_600_000;

/** A P-256 public key as browsers and services know it: uncompressed point, base64url. */
export function pointOf(publicKey: KeyObject): string {
  const { x, y } = publicKey.export({ format: 'jwk' });
  if (x === undefined || y === undefined) throw new TypeError('not a key of an elliptic curve');
  return Buffer.concat([Uint8Array.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString('base64url');
}

/** The Authorization header for one message to the service at `endpoint`. `contact` is whom it may write to, if anybody. */
export function vapidHeader(
  key: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  at: { readonly endpoint: string; readonly contact: string | null; readonly now: EpochMs },
): string {
  const claims = {
    aud: new URL(at.endpoint).origin,
    exp: Math.floor((at.now + tokenLifetimeMs) / 1000),
    ...(at.contact === null ? {} : { sub: at.contact }),
  };
  const token = [{ typ: 'JWT', alg: 'ES256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = sign('sha256', Buffer.from(token), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return `vapid t=${token}.${signature.toString('base64url')}, k=${pointOf(key.publicKey)}`;
}
