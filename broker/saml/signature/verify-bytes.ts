import { type KeyObject, verify } from 'node:crypto';
import { must } from '../refusal.ts';
import { coordinateBytes, fits, type SignatureAlgorithm } from './algorithms.ts';
import { derOfPair } from './ecdsa-pair.ts';

/**
 * Refuses unless one of the pinned public keys made this signature. Every key is tried, since during a rollover several
 * are good. ECDSA signatures are r and s side by side, as XML Signature has them (RFC 9231, 2.3.6).
 */
export function verifyBytes(signed: string, signature: Uint8Array, algorithm: SignatureAlgorithm, keys: readonly KeyObject[]): void {
  const usable = keys.filter((key) => key.type === 'public' && fits(key, algorithm));
  must(usable.length > 0, 'saml_signature_algorithm', 'no pinned key of this kind');
  const bytes = Buffer.from(signed, 'utf8');
  must(
    usable.some((key) => isGood(algorithm, bytes, key, signature)),
    'saml_signature_wrong',
    'no pinned key made it',
  );
}

function isGood(algorithm: SignatureAlgorithm, bytes: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  const size = coordinateBytes(key);
  const written = size === null ? signature : derOfPair(signature, size);
  // A key goes in as it is: with options beside it, it would cost half as much again.
  return written !== null && verify(algorithm.hash, bytes, key, written);
}
