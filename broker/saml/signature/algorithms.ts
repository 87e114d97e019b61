import type { KeyObject } from 'node:crypto';
import { refuse } from '../refusal.ts';

/** Hashes by the names that node:crypto knows. */
export type Hash = 'sha1' | 'sha256' | 'sha384' | 'sha512';

export interface SignatureAlgorithm {
  readonly uri: string;
  readonly hash: Hash;
  /** The kind of key it needs. A public key is never taken for an HMAC secret: there is no HMAC here. */
  readonly keyType: 'rsa' | 'ec';
}

const minRsaBits = 2048;
/** Longer ones exist in attacks only: they make verifying slow. */
const maxExponent = 2n ** 64n;
/** The curves of NIST by OpenSSL's names, and the bytes that a coordinate takes on each. */
const curves: Readonly<Record<string, number>> = { prime256v1: 32, secp384r1: 48, secp521r1: 66 };
const more = 'http://www.w3.org/2001/04/xmldsig-more#';

/** Every signature algorithm that is accepted (RFC 9231); SHA-1 only where a connection's switch says so. */
const signatureAlgorithms: readonly SignatureAlgorithm[] = [
  { uri: `${more}rsa-sha256`, hash: 'sha256', keyType: 'rsa' },
  { uri: `${more}rsa-sha384`, hash: 'sha384', keyType: 'rsa' },
  { uri: `${more}rsa-sha512`, hash: 'sha512', keyType: 'rsa' },
  { uri: `${more}ecdsa-sha256`, hash: 'sha256', keyType: 'ec' },
  { uri: `${more}ecdsa-sha384`, hash: 'sha384', keyType: 'ec' },
  { uri: `${more}ecdsa-sha512`, hash: 'sha512', keyType: 'ec' },
  { uri: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1', hash: 'sha1', keyType: 'rsa' },
];

/** URIs of the signature algorithms that need no switch. */
export const sha2SignatureUris: readonly string[] = signatureAlgorithms.filter(({ hash }) => hash !== 'sha1').map(({ uri }) => uri);

/** The one that needs the switch. */
export const sha1SignatureUris: readonly string[] = signatureAlgorithms.filter(({ hash }) => hash === 'sha1').map(({ uri }) => uri);

const digestAlgorithms: Readonly<Record<string, Hash>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  [`${more}sha384`]: 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
};

export const sha256Digest = 'http://www.w3.org/2001/04/xmlenc#sha256';

/** The algorithm of a signature, by its URI. */
export function signatureAlgorithm(uri: string, allowSha1: boolean): SignatureAlgorithm {
  const found = signatureAlgorithms.find((algorithm) => algorithm.uri === uri);
  if (found === undefined) refuse('saml_signature_algorithm', 'signature method');
  if (found.hash === 'sha1' && !allowSha1) refuse('saml_signature_algorithm', 'signature with SHA-1');
  return found;
}

/** The hash of a digest, by its URI. */
export function digestAlgorithm(uri: string, allowSha1: boolean): Hash {
  const found = Object.hasOwn(digestAlgorithms, uri) ? digestAlgorithms[uri] : undefined;
  if (found === undefined) refuse('saml_signature_algorithm', 'digest method');
  if (found === 'sha1' && !allowSha1) refuse('saml_signature_algorithm', 'digest with SHA-1');
  return found;
}

/** The algorithm that is used with a key of ours: SHA-256 with whatever the key is. */
export function algorithmForKey(key: KeyObject): SignatureAlgorithm {
  const found = signatureAlgorithms.find((algorithm) => fits(key, algorithm));
  if (found === undefined) throw new TypeError(`no signature algorithm for a key of type ${key.asymmetricKeyType}`);
  return found;
}

/** Is `key` of the kind that `algorithm` needs, and strong enough (NIST SP 800-131A: RSA from 2048 bits; NIST curves)? */
export function fits(key: KeyObject, algorithm: SignatureAlgorithm): boolean {
  return kindOf(key).type === algorithm.keyType;
}

/** Could any signature be verified with this key? */
export function isUsableKey(key: KeyObject): boolean {
  return kindOf(key).type !== 'unusable';
}

/** The bytes that a coordinate on the key's curve takes; null for a key that is not on one of ours. */
export function coordinateBytes(key: KeyObject): number | null {
  const kind = kindOf(key);
  return kind.type === 'ec' ? kind.coordinateBytes : null;
}

type Kind = { readonly type: 'rsa' | 'unusable' } | { readonly type: 'ec'; readonly coordinateBytes: number };

// Asking a key for its kind costs a good part of verifying with it, and the answer never changes.
const kinds = new WeakMap<KeyObject, Kind>();

function kindOf(key: KeyObject): Kind {
  const known = kinds.get(key);
  if (known !== undefined) return known;
  const kind = readKind(key);
  kinds.set(key, kind);
  return kind;
}

function readKind(key: KeyObject): Kind {
  const { modulusLength = 0, publicExponent = 0n, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa' && modulusLength >= minRsaBits && isExponent(publicExponent)) return { type: 'rsa' };
  const size = Object.hasOwn(curves, namedCurve) ? curves[namedCurve] : undefined;
  return key.asymmetricKeyType === 'ec' && size !== undefined ? { type: 'ec', coordinateBytes: size } : { type: 'unusable' };
}

/** With the exponent 1 every padded digest is its own signature, and even ones are none of RSA; 3 is old, and sound here. */
function isExponent(exponent: bigint): boolean {
  return exponent >= 3n && exponent % 2n === 1n && exponent < maxExponent;
}
