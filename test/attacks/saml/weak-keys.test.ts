/** Keys that a provider or an application may have registered, and that anybody can sign for. */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { describe, expect } from '@jest/globals';
import { openLogoutRequest } from '../../../broker/saml/logout-request.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { attackClasses } from '../../support/attacks/classes.ts';
import { rsaKeys } from '../../support/saml/keys.ts';
import { deflated, logoutRequestXml, signedQuery, slo } from '../../support/saml/redirect.ts';
import { now } from '../../support/saml/response.ts';

const prove = (query: string, key: KeyObject) => {
  const opened = openLogoutRequest(query);
  return opened.ok ? opened.prove({ keys: [key], now, destination: slo }) : opened;
};

/** The public key with another exponent. */
const withExponent = (exponent: string) =>
  createPublicKey({ key: { ...rsaKeys().publicKey.export({ format: 'jwk' }), e: exponent }, format: 'jwk' });

/** What RSA with SHA-256 signs (RFC 8017, 9.2), and with the exponent 1 is its own signature. */
function padded(message: Buffer, bytes: number): Buffer {
  const digest = createHash('sha256').update(message).digest();
  const info = Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), digest]);
  return Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(bytes - 3 - info.length, 0xff), Buffer.from([0]), info]);
}

function forged(): string {
  const octets = `SAMLRequest=${deflated(logoutRequestXml())}&SigAlg=${encodeURIComponent('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')}`;
  const value = padded(Buffer.from(octets), 256);
  // The forgery itself is good: only the rule about keys is in its way.
  expect(verify('sha256', Buffer.from(octets), withExponent('AQ'), value)).toBe(true);
  return `${octets}&Signature=${encodeURIComponent(value.toString('base64'))}`;
}

describe(attackClasses['saml.weak-keys'][0], () => {
  const { attack, honest } = casesOf('saml.weak-keys');
  const refused = { ok: false, code: 'saml_signature_algorithm' };

  attack('a key with the exponent 1, by the padded digest alone', () => expect(prove(forged(), withExponent('AQ'))).toMatchObject(refused));

  attack.each([
    ['an even exponent', () => withExponent('AQAA')],
    ['the exponent 2', () => withExponent('Ag')],
    ['an exponent longer than anybody needs', () => withExponent(Buffer.alloc(200, 0xff).toString('base64url'))],
    ['1,024 bits', () => generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey],
    ['2,040 bits', () => generateKeyPairSync('rsa', { modulusLength: 2040 }).publicKey],
    ['a padding of its own (RSASSA-PSS)', () => generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey],
    ['DSA', () => generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }).publicKey],
    ['a curve of no NIST', () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey],
    ['a curve of 192 bits', () => generateKeyPairSync('ec', { namedCurve: 'prime192v1' }).publicKey],
    ['Edwards form', () => generateKeyPairSync('ed25519').publicKey],
    ['nothing but agreement (X25519)', () => generateKeyPairSync('x25519').publicKey],
  ] as const)('a key with %s', (_, key) => {
    expect(prove(signedQuery(logoutRequestXml(), rsaKeys().privateKey), key())).toMatchObject(refused);
  });

  honest.each([3, 17, 65_537])('a key with the exponent %s is taken', (publicExponent) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent });
    expect(prove(signedQuery(logoutRequestXml(), privateKey), publicKey)).toMatchObject({ ok: true });
  });
});
