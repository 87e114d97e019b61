import { ns } from '../names.ts';
import { must, refuse } from '../refusal.ts';
import { decodeSignatureBase64 } from '../xml/decode.ts';
import type { XmlElement } from '../xml/node.ts';
import { attributeOf, type ChildWalk, childrenOf, elementsOf, isElement, requiredAttribute, textOf } from '../xml/walk.ts';
import { type ContentCipher, contentCipher, oaepHash } from './algorithms.ts';

/** An encrypted assertion of the one form that is accepted, read and not yet opened. */
export interface EncryptedParts {
  readonly cipher: ContentCipher;
  readonly content: Uint8Array;
  readonly oaepHash: ReturnType<typeof oaepHash>;
  readonly wrappedKey: Uint8Array;
}

const elementType = 'http://www.w3.org/2001/04/xmlenc#Element';

/**
 * Reads an `EncryptedAssertion` (Core 6.1, XML Encryption 1.1): one `EncryptedData` and one `EncryptedKey`, which stands in
 * its KeyInfo or beside it; both hold their bytes (`CipherValue`), never an address to fetch them from.
 */
export function readEncrypted(element: XmlElement, allowCbc: boolean): EncryptedParts {
  const outer = childrenOf(element);
  const data = outer.one(ns.xenc, 'EncryptedData');
  const beside = outer.optional(ns.xenc, 'EncryptedKey');
  outer.end();
  must((attributeOf(data, 'Type') ?? elementType) === elementType, 'saml_encryption_unsupported', 'Type');

  const parts = childrenOf(data);
  const method = parts.one(ns.xenc, 'EncryptionMethod');
  must(elementsOf(method).length === 0, 'saml_encryption_unsupported', 'parameters of the content');
  const keyInfo = parts.optional(ns.ds, 'KeyInfo');
  const content = readCipherData(parts);
  parts.end();

  const inside = keyInfo === null ? null : keyOf(keyInfo);
  must(inside === null || beside === null, 'saml_encryption_unsupported', 'several keys');
  const key = inside ?? beside ?? refuse('saml_element_missing', 'EncryptedAssertion/EncryptedKey');
  return { cipher: contentCipher(requiredAttribute(method, 'Algorithm'), allowCbc), content, ...readKey(key) };
}

/** The key in a KeyInfo; hints for finding a key beside it are not needed where there is one. */
function keyOf(keyInfo: XmlElement): XmlElement | null {
  const keys = elementsOf(keyInfo).filter((child) => isElement(child, ns.xenc, 'EncryptedKey'));
  must(keys.length <= 1, 'saml_encryption_unsupported', 'several keys');
  return keys[0] ?? null;
}

function readKey(element: XmlElement): Pick<EncryptedParts, 'oaepHash' | 'wrappedKey'> {
  const parts = childrenOf(element);
  const method = parts.one(ns.xenc, 'EncryptionMethod');
  // Which of our keys it is meant for: there are two at most, and both are tried.
  parts.optional(ns.ds, 'KeyInfo');
  const wrappedKey = readCipherData(parts);
  parts.optional(ns.xenc, 'ReferenceList');
  parts.optional(ns.xenc, 'CarriedKeyName');
  parts.end();

  const parameters = childrenOf(method);
  const digest = parameters.optional(ns.ds, 'DigestMethod');
  const mask = parameters.optional(ns.xenc11, 'MGF');
  must(parameters.others().length === 0, 'saml_encryption_unsupported', 'parameters of the key');
  return {
    oaepHash: oaepHash(
      requiredAttribute(method, 'Algorithm'),
      digest === null ? null : requiredAttribute(digest, 'Algorithm'),
      mask === null ? null : requiredAttribute(mask, 'Algorithm'),
    ),
    wrappedKey,
  };
}

function readCipherData(parts: ChildWalk): Uint8Array {
  const cipherData = childrenOf(parts.one(ns.xenc, 'CipherData'));
  const value = cipherData.one(ns.xenc, 'CipherValue');
  cipherData.end();
  return decodeSignatureBase64(textOf(value)) ?? refuse('saml_value_invalid', 'CipherValue');
}
