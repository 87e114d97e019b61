import { refuse } from '../refusal.ts';

const xenc = 'http://www.w3.org/2001/04/xmlenc#';
const xenc11 = 'http://www.w3.org/2009/xmlenc11#';

/** How the content is encrypted (XML Encryption 1.1, 5.2). `name` is the one that node:crypto knows it by. */
export type ContentCipher = GcmCipher | CbcCipher;

interface GcmCipher {
  readonly mode: 'gcm';
  readonly uri: string;
  readonly name: 'aes-128-gcm' | 'aes-256-gcm';
  readonly keyBytes: 16 | 32;
}

interface CbcCipher {
  readonly mode: 'cbc';
  readonly uri: string;
  readonly name: 'aes-128-cbc' | 'aes-256-cbc';
  readonly keyBytes: 16 | 32;
}

const contentCiphers: readonly ContentCipher[] = [
  { uri: `${xenc11}aes128-gcm`, name: 'aes-128-gcm', keyBytes: 16, mode: 'gcm' },
  { uri: `${xenc11}aes256-gcm`, name: 'aes-256-gcm', keyBytes: 32, mode: 'gcm' },
  { uri: `${xenc}aes128-cbc`, name: 'aes-128-cbc', keyBytes: 16, mode: 'cbc' },
  { uri: `${xenc}aes256-cbc`, name: 'aes-256-cbc', keyBytes: 32, mode: 'cbc' },
];

/** What we encrypt with ourselves. */
export const aes256Gcm = `${xenc11}aes256-gcm`;
export const rsaOaepMgf1p = `${xenc}rsa-oaep-mgf1p`;
const rsaOaep = `${xenc11}rsa-oaep`;

/** The cipher of a content, by its URI. CBC has no tag of its own, so it is taken only where a connection's switch says so. */
export function contentCipher(uri: string, allowCbc: boolean): ContentCipher {
  const found = contentCiphers.find((cipher) => cipher.uri === uri);
  if (found === undefined) refuse('saml_encryption_unsupported', 'content');
  if (found.mode === 'cbc' && !allowCbc) refuse('saml_encryption_unsupported', 'content with CBC');
  return found;
}

type OaepHash = 'sha1' | 'sha256' | 'sha384' | 'sha512';

const digests: Readonly<Record<string, OaepHash>> = {
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
  [`${xenc}sha256`]: 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  [`${xenc}sha512`]: 'sha512',
};

const maskFunctions: Readonly<Record<string, OaepHash>> = {
  [`${xenc11}mgf1sha1`]: 'sha1',
  [`${xenc11}mgf1sha256`]: 'sha256',
  [`${xenc11}mgf1sha384`]: 'sha384',
  [`${xenc11}mgf1sha512`]: 'sha512',
};

/**
 * The hash of an RSA-OAEP key transport (XML Encryption 1.1, 5.5.2). Both its hashes must be the same, since OpenSSL takes
 * one for both; `rsa-oaep-mgf1p` masks with SHA-1 always, and SHA-1 is safe here: nothing rests on its collisions
 * (RFC 8017, 7.1). RSA 1.5 is refused whatever is asked for: its padding is an oracle (Bleichenbacher).
 */
export function oaepHash(method: string, digest: string | null, mask: string | null): OaepHash {
  if (method !== rsaOaepMgf1p && method !== rsaOaep) refuse('saml_encryption_unsupported', 'key transport');
  const hash = digest === null ? 'sha1' : lookUp(digests, digest);
  if (method === rsaOaepMgf1p && mask !== null) refuse('saml_encryption_unsupported', 'mask of rsa-oaep-mgf1p');
  const masked = mask === null ? 'sha1' : lookUp(maskFunctions, mask);
  if (hash !== masked) refuse('saml_encryption_unsupported', 'two hashes in RSA-OAEP');
  return hash;
}

function lookUp(known: Readonly<Record<string, OaepHash>>, uri: string): OaepHash {
  const found = Object.hasOwn(known, uri) ? known[uri] : undefined;
  return found ?? refuse('saml_encryption_unsupported', 'hash of RSA-OAEP');
}
