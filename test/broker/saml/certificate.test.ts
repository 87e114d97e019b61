import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { certificateText, selfSignedCertificate } from '../../../broker/saml/certificate.ts';
import { ecKeys, rsaKeys } from '../../support/saml/keys.ts';

const notBefore = Date.parse('2026-11-21T12:00:00Z');
const notAfter = Date.parse('2056-11-21T12:00:00Z');

describe('a self-signed certificate', () => {
  for (const [kind, keys] of [
    ['RSA', rsaKeys()],
    ['ECDSA', ecKeys()],
  ] as const) {
    test(`of an ${kind} key is one that others can read and verify`, () => {
      const der = selfSignedCertificate({
        privateKey: keys.privateKey,
        commonName: 'acme-login.example',
        serial: new Uint8Array(20).fill(0xff),
        notBefore,
        notAfter,
      });
      const certificate = new X509Certificate(der);
      expect(certificate.subject).toBe('CN=acme-login.example');
      expect(certificate.issuer).toBe(certificate.subject);
      expect(certificate.verify(keys.publicKey)).toBe(true);
      expect(certificate.publicKey.equals(keys.publicKey)).toBe(true);
      expect(certificate.ca).toBe(false);
      expect(certificate.validFromDate.getTime()).toBe(notBefore);
      expect(certificate.validToDate.getTime()).toBe(notAfter);
      expect(certificate.serialNumber).toBe(`7F${'FF'.repeat(19)}`);
      expect(Buffer.from(certificateText(der), 'base64').equals(der)).toBe(true);
    });
  }

  test('keeps to the length of a common name', () => {
    const der = selfSignedCertificate({
      privateKey: ecKeys().privateKey,
      commonName: 'x'.repeat(90),
      serial: new Uint8Array(8),
      notBefore,
      notAfter,
    });
    expect(new X509Certificate(der).subject).toBe(`CN=${'x'.repeat(64)}`);
  });

  test('needs enough randomness in its serial number', () => {
    const make = (bytes: number) => () =>
      selfSignedCertificate({ privateKey: ecKeys().privateKey, commonName: 'x', serial: new Uint8Array(bytes), notBefore, notAfter });
    expect(make(7)).toThrow(RangeError);
    expect(make(21)).toThrow(RangeError);
  });
});
