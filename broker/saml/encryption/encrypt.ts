import { Buffer } from 'node:buffer';
import { constants, createCipheriv, type KeyObject, publicEncrypt, randomBytes } from 'node:crypto';
import { ns } from '../names.ts';
import { element, text, type Xml } from '../xml/write.ts';
import { aes256Gcm, rsaOaepMgf1p } from './algorithms.ts';

const sha1Digest = 'http://www.w3.org/2000/09/xmldsig#sha1';

/**
 * Encrypts an assertion to an application (Core 2.3.4): AES-256-GCM under a fresh key, which RSA-OAEP wraps in the form
 * that every implementation reads (`rsa-oaep-mgf1p`). `assertion` declares all of its prefixes. `key` is the public RSA
 * key of the application.
 */
export function encryptAssertion(assertion: Xml, key: KeyObject): Xml {
  const contentKey = randomBytes(32);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', contentKey, nonce);
  const content = Buffer.concat([nonce, cipher.update(assertion, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const wrapped = publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, contentKey);
  const method = (uri: string, ...parameters: Xml[]) => element('xenc:EncryptionMethod', { Algorithm: uri }, ...parameters);
  const encryptedKey = element(
    'xenc:EncryptedKey',
    {},
    method(rsaOaepMgf1p, element('ds:DigestMethod', { Algorithm: sha1Digest })),
    cipherData(wrapped),
  );
  const data = element(
    'xenc:EncryptedData',
    { 'xmlns:xenc': ns.xenc, Type: 'http://www.w3.org/2001/04/xmlenc#Element' },
    method(aes256Gcm),
    element('ds:KeyInfo', { 'xmlns:ds': ns.ds }, encryptedKey),
    cipherData(content),
  );
  return element('saml:EncryptedAssertion', { 'xmlns:saml': ns.saml }, data);
}

function cipherData(bytes: Buffer): Xml {
  return element('xenc:CipherData', {}, element('xenc:CipherValue', {}, text(bytes.toString('base64'))));
}
