import { Buffer } from 'node:buffer';
import { constants, createDecipheriv, type KeyObject, privateDecrypt, randomBytes } from 'node:crypto';
import { must, refuse } from '../refusal.ts';
import type { ContentCipher } from './algorithms.ts';
import type { EncryptedParts } from './read-encrypted.ts';

const gcmNonceBytes = 12;
const gcmTagBytes = 16;
const blockBytes = 16;

/**
 * Opens the content with one of our private keys. Whatever goes wrong (the key, its padding, the tag, the content's own
 * padding) is the same refusal after the same work: a sender must not learn which, or it could open what others sent.
 */
export function decrypt(parts: EncryptedParts, keys: readonly KeyObject[]): Buffer {
  for (const key of keys) {
    const plain = openContent(parts.cipher, unwrap(parts, key), parts.content);
    if (plain !== null) return plain;
  }
  refuse('saml_decryption_failed', 'EncryptedAssertion');
}

/** The content key, or a random one where there is none to be had: the step after fails then, as it does for a wrong key. */
function unwrap({ wrappedKey, oaepHash, cipher }: EncryptedParts, key: KeyObject): Buffer {
  const instead = randomBytes(cipher.keyBytes);
  try {
    const unwrapped = privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, wrappedKey);
    return unwrapped.length === cipher.keyBytes ? unwrapped : instead;
  } catch {
    return instead;
  }
}

/** XML Encryption 1.1, 5.2: the nonce in front, the tag behind; null when it does not open. */
function openContent(cipher: ContentCipher, key: Buffer, content: Uint8Array): Buffer | null {
  return cipher.mode === 'gcm' ? openGcm(cipher.name, key, content) : openCbc(cipher.name, key, content);
}

function openGcm(name: 'aes-128-gcm' | 'aes-256-gcm', key: Buffer, content: Uint8Array): Buffer | null {
  must(content.length > gcmNonceBytes + gcmTagBytes, 'saml_decryption_failed', 'EncryptedAssertion');
  const decipher = createDecipheriv(name, key, content.subarray(0, gcmNonceBytes), { authTagLength: gcmTagBytes });
  decipher.setAuthTag(content.subarray(content.length - gcmTagBytes));
  const head = decipher.update(content.subarray(gcmNonceBytes, content.length - gcmTagBytes));
  try {
    return Buffer.concat([head, decipher.final()]);
  } catch {
    return null;
  }
}

/** The last byte counts the padding, whose other bytes may be anything (XML Encryption 1.1, 5.2.1). */
function openCbc(name: ContentCipher['name'], key: Buffer, content: Uint8Array): Buffer | null {
  must(content.length >= 2 * blockBytes && content.length % blockBytes === 0, 'saml_decryption_failed', 'EncryptedAssertion');
  const decipher = createDecipheriv(name, key, content.subarray(0, blockBytes));
  decipher.setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(content.subarray(blockBytes)), decipher.final()]);
  const padding = plain.at(-1) ?? 0;
  return padding >= 1 && padding <= blockBytes ? plain.subarray(0, plain.length - padding) : null;
}
