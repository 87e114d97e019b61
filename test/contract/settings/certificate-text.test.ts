import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { certificateProblem } from '#contract/settings/certificate-text';
import { selfSignedCertificate } from '../../../broker/saml/certificate.ts';
import { aCertificate } from '../../support/certificate.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const der = selfSignedCertificate({
  privateKey: rsa.privateKey,
  commonName: 'id.borealis.example',
  serial: Buffer.alloc(16, 7),
  notBefore: 0,
  notAfter: 1_000_000,
});
const base64 = der.toString('base64');
const lines = base64.replace(/.{64}/g, '$&\n');
const pem = (label: string, text = lines) => `-----BEGIN ${label}-----\n${text}\n-----END ${label}-----\n`;

describe('is taken:', () => {
  test.each([
    ['PEM', pem('CERTIFICATE')],
    ['PEM with the line ends of Windows', pem('CERTIFICATE').replaceAll('\n', '\r\n')],
    ['PEM with what openssl writes above it', aCertificate],
    ['base64 in one line, as metadata has it', base64],
    ['base64 in lines', lines],
  ])('%s', (_, text) => {
    expect(certificateProblem(text)).toBeNull();
  });
});

describe('is refused in words:', () => {
  const key = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  test.each([
    ['a private key', key, /^is a private key/],
    ['an old private key', rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(), /^is a private key/],
    ['a private key without its marks', key.replace(/-----[A-Z ]+-----/g, ''), /^is a private key/],
    ['a key and its certificate', key + pem('CERTIFICATE'), /^is a private key/],
    ['a public key', rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString(), /^is a public key/],
    ['a public key without its marks', rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'), /^is a key without/],
    ['a short public key', ec.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'), /^is a key without/],
    ['a request for a certificate', pem('CERTIFICATE REQUEST'), /^is a certificate request/],
    ['two certificates', pem('CERTIFICATE') + pem('CERTIFICATE'), /^holds several/],
    ['metadata', '<?xml version="1.0"?><md:EntityDescriptor entityID="x"/>', /^is metadata/],
    ['a sign-in page', '<!doctype html>\n<html><title>Sign in</title>', /^is a web page/],
    ['some other XML', '<ds:X509Certificate>MII</ds:X509Certificate>', /^is XML/],
    ['an address', 'https://id.borealis.example/cert.pem', /^is an address/],
    ['a certificate that was cut off', base64.slice(0, 800), /cut off/],
    ['a certificate with more behind it', `${base64}AAAA`.replace('=', ''), /cut off|PEM form/],
    ['plain text', 'the certificate: see my mail', /PEM form/],
    ['nothing between the marks', pem('CERTIFICATE', ''), /PEM form/],
    ['other bytes', Buffer.alloc(200, 1).toString('base64'), /^is not a certificate$/],
    [
      'a sequence that says it is longer than anything',
      Buffer.from([0x30, 0x88, ...Buffer.alloc(99)]).toString('base64'),
      /^is not a certificate$/,
    ],
  ])('%s', (_, text, words) => {
    expect(certificateProblem(text)).toMatch(words);
  });
});
