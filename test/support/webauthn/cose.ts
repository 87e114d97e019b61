import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Cbor, cbor } from './cbor.ts';

export type Algorithm = 'ES256' | 'EdDSA' | 'RS256' | 'ES384';

/** A key pair as an authenticator makes it (RFC 9052, 9053). */
export interface CredentialKey {
  readonly algorithm: number;
  readonly cose: Buffer;
  /** The point of an elliptic curve as U2F writes it; empty for others. */
  readonly point: Buffer;
  sign(bytes: Uint8Array): Buffer;
}

export function makeKey(algorithm: Algorithm): CredentialKey {
  switch (algorithm) {
    case 'ES256':
      return onCurve({ namedCurve: 'P-256', hash: 'sha256', algorithm: -7, curve: 1 });
    case 'ES384':
      return onCurve({ namedCurve: 'P-384', hash: 'sha384', algorithm: -35, curve: 2 });
    case 'EdDSA': {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      const { x } = partsOf(publicKey);
      return {
        algorithm: -8,
        cose: coseKey([1, 1], [3, -8], [-1, 6], [-2, x]),
        point: Buffer.alloc(0),
        sign: (bytes) => sign(null, bytes, privateKey),
      };
    }
    case 'RS256': {
      const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const { n, e } = partsOf(publicKey);
      return {
        algorithm: -257,
        cose: coseKey([1, 3], [3, -257], [-1, n], [-2, e]),
        point: Buffer.alloc(0),
        sign: (bytes) => sign('sha256', bytes, privateKey),
      };
    }
    default:
      return algorithm satisfies never;
  }
}

function onCurve(how: { namedCurve: string; hash: string; algorithm: number; curve: number }): CredentialKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: how.namedCurve });
  const { x, y } = partsOf(publicKey);
  return {
    algorithm: how.algorithm,
    cose: coseKey([1, 2], [3, how.algorithm], [-1, how.curve], [-2, x], [-3, y]),
    point: Buffer.concat([Buffer.from([4]), x, y]),
    sign: (bytes) => sign(how.hash, bytes, privateKey),
  };
}

const coseKey = (...entries: readonly (readonly [number, Cbor])[]) => cbor(new Map(entries));

function partsOf(publicKey: KeyObject): Record<'x' | 'y' | 'n' | 'e', Buffer> {
  const jwk = publicKey.export({ format: 'jwk' });
  const part = (text: unknown) => Buffer.from(typeof text === 'string' ? text : '', 'base64url');
  return { x: part(jwk.x), y: part(jwk.y), n: part(jwk.n), e: part(jwk.e) };
}
