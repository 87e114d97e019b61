import type { KeyObject } from 'node:crypto';
import { type EncryptionAlgorithm, encrypt, type KeyEncryptionAlgorithm } from 'xml-encryption';
import { pemOf, rsaKeys } from './keys.ts';

const xenc = 'http://www.w3.org/2001/04/xmlenc#';
export const ciphers = {
  gcm128: 'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  gcm256: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  cbc128: `${xenc}aes128-cbc`,
  cbc256: `${xenc}aes256-cbc`,
  tripleDes: `${xenc}tripledes-cbc`,
} as const;
export const oaep = `${xenc}rsa-oaep-mgf1p` as const;
export const rsa15 = `${xenc}rsa-1_5` as const;

export interface EncryptOptions {
  readonly to?: KeyObject;
  readonly cipher?: EncryptionAlgorithm;
  readonly transport?: KeyEncryptionAlgorithm;
}

/** An `EncryptedAssertion` as other products write it: with xml-encryption, which shares nothing with the code under test. */
export async function encrypted(xml: string, options: EncryptOptions = {}): Promise<string> {
  const pem = pemOf(options.to ?? rsaKeys().publicKey);
  const data = await new Promise<string>((resolve, reject) => {
    encrypt(
      xml,
      {
        rsa_pub: pem,
        // Only written into the KeyInfo, as a hint for readers with many keys.
        pem: '-----BEGIN CERTIFICATE-----\nMAAA\n-----END CERTIFICATE-----',
        encryptionAlgorithm: options.cipher ?? ciphers.gcm256,
        keyEncryptionAlgorithm: options.transport ?? oaep,
        warnInsecureAlgorithm: false,
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    );
  });
  return `<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${data}</saml:EncryptedAssertion>`;
}
