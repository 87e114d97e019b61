import { type KeyObject, verify } from 'node:crypto';
import { must } from '../refusal.ts';
import { fits, type SignatureAlgorithm } from './algorithms.ts';

/**
 * Refuses unless one of the pinned public keys made this signature. Every key is tried, since during a rollover several
 * are good. ECDSA signatures are r and s side by side, as XML Signature has them (RFC 9231, 2.3.6).
 */
export function verifyBytes(signed: string, signature: Uint8Array, algorithm: SignatureAlgorithm, keys: readonly KeyObject[]): void {
  const usable = keys.filter((key) => key.type === 'public' && fits(key, algorithm));
  must(usable.length > 0, 'saml_signature_algorithm', 'no pinned key of this kind');
  const bytes = Buffer.from(signed, 'utf8');
  // An RSA key goes in as it is: options would cost half as much again.
  const isGood = (key: KeyObject) =>
    verify(algorithm.hash, bytes, algorithm.keyType === 'rsa' ? key : { key, dsaEncoding: 'ieee-p1363' }, signature);
  must(usable.some(isGood), 'saml_signature_wrong', 'no pinned key made it');
}
