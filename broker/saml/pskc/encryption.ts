/** How a key container is encrypted and authenticated (RFC 6030, 6), as far as its XML tells. */
import { must, refuse } from '../refusal.ts';
import { decodeSignatureBase64 } from '../xml/decode.ts';
import type { XmlElement } from '../xml/node.ts';
import { attributeOf, elementsOf, textOf } from '../xml/walk.ts';

export interface Encrypted {
  /** Null for a cipher that is not known here. */
  readonly cipher: 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc' | null;
  /** The first block is the initialisation vector. */
  readonly bytes: Uint8Array;
}

type HashName = 'sha1' | 'sha256' | 'sha512';

export type Encryption =
  /** A key that was handed over beforehand. */
  | { readonly kind: 'key' }
  | {
      readonly kind: 'password';
      readonly salt: Uint8Array;
      readonly iterations: number;
      readonly keyBytes: number;
      readonly hash: HashName;
    }
  /** A certificate, or another derivation. */
  | { readonly kind: 'other' };

export interface Mac {
  /** Null for a method that is not known here. */
  readonly hash: HashName | null;
  /** Its key, encrypted like the secrets; null where it is the encryption key itself. */
  readonly key: Encrypted | null;
}

const hmacs: Readonly<Record<string, HashName>> = {
  'http://www.w3.org/2000/09/xmldsig#hmac-sha1': 'sha1',
  'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#hmac-sha512': 'sha512',
};
const ciphers: Readonly<Record<string, Encrypted['cipher']>> = {
  'http://www.w3.org/2001/04/xmlenc#aes128-cbc': 'aes-128-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes192-cbc': 'aes-192-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc': 'aes-256-cbc',
};

export function encryptionOf(element: XmlElement): Encryption {
  const derived = onlyChild(element, 'DerivedKey');
  if (derived === null) return onlyChild(element, 'KeyName') === null ? { kind: 'other' } : { kind: 'key' };
  const method = onlyChild(derived, 'KeyDerivationMethod');
  const parameters = method && onlyChild(method, 'PBKDF2-params');
  if (!(method && attributeOf(method, 'Algorithm'))?.endsWith('#pbkdf2') || parameters === null) return { kind: 'other' };
  const salt = onlyChild(parameters, 'Salt');
  const specified = salt && onlyChild(salt, 'Specified');
  const prf = onlyChild(parameters, 'PRF');
  const bytes = specified && decodeSignatureBase64(textOf(specified));
  const hash = prfHash(prf && attributeOf(prf, 'Algorithm'));
  if (bytes === null || hash === null) return { kind: 'other' };
  return {
    kind: 'password',
    salt: new Uint8Array(bytes),
    iterations: whole(onlyChild(parameters, 'IterationCount')),
    keyBytes: whole(onlyChild(parameters, 'KeyLength')),
    hash,
  };
}

/** HMAC-SHA-1 unless told (RFC 8018, appendix A.2). */
function prfHash(algorithm: string | null): HashName | null {
  if (algorithm === null || algorithm === '') return 'sha1';
  const [, hash] = /hmac-?(?:with)?-?(sha1|sha-?256|sha-?512)$/i.exec(algorithm) ?? [];
  return hash === undefined ? null : (hash.toLowerCase().replace('-', '') as HashName);
}

export function macOf(element: XmlElement): Mac {
  const key = onlyChild(element, 'MACKey');
  return { hash: hmacs[attributeOf(element, 'Algorithm') ?? ''] ?? null, key: key && encryptedIn(key) };
}

/** What an element of the type EncryptedDataType holds (XML Encryption 1.1, 3.1). */
export function encryptedIn(element: XmlElement): Encrypted {
  const method = onlyChild(element, 'EncryptionMethod');
  const cipherData = onlyChild(element, 'CipherData') ?? refuse('saml_element_missing', 'CipherData');
  const value = onlyChild(cipherData, 'CipherValue') ?? refuse('saml_element_missing', 'CipherValue');
  const bytes = decodeSignatureBase64(textOf(value)) ?? refuse('saml_value_invalid', 'CipherValue');
  return { cipher: ciphers[(method && attributeOf(method, 'Algorithm')) ?? ''] ?? null, bytes: new Uint8Array(bytes) };
}

function whole(element: XmlElement | null): number {
  const text = element === null ? '' : textOf(element).trim();
  must(/^\d{1,9}$/.test(text), 'saml_value_invalid', 'number');
  return Number(text);
}

/** The child of this name, whatever its namespace: makers differ in those of the parameters. Never two. */
export function onlyChild(parent: XmlElement, name: string): XmlElement | null {
  const [child, ...others] = elementsOf(parent).filter(({ localName }) => localName === name);
  must(others.length === 0, 'saml_element_unexpected', name);
  return child ?? null;
}
