import { X509Certificate } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { certificateDates } from '#contract/settings/certificate-dates';
import { selfSignedCertificate } from '../../../broker/saml/certificate.ts';
import { aCertificate, anotherCertificate } from '../../support/certificate.ts';
import { ecKeys } from '../../support/saml/keys.ts';

const made = (notBefore: string, notAfter: string) =>
  selfSignedCertificate({
    privateKey: ecKeys().privateKey,
    commonName: 'id.borealis.example',
    serial: Buffer.alloc(16, 7),
    notBefore: Date.parse(notBefore),
    notAfter: Date.parse(notAfter),
  }).toString('base64');

test.each([
  ['PEM of another maker', aCertificate],
  ['another of it', anotherCertificate],
  ['the base64 of metadata', made('2026-11-21T12:00:00Z', '2027-01-02T03:04:05Z')],
  ['one that ends after 2049, where the form of dates changes', made('2049-12-31T23:59:59Z', '2050-01-01T00:00:00Z')],
  ['one of the last century', made('1999-06-01T00:00:00Z', '2001-06-01T00:00:00Z')],
])('the dates of %s are those that the runtime reads', (_what, text) => {
  const read = new X509Certificate(text.includes('BEGIN') ? text : Buffer.from(text, 'base64'));
  expect(certificateDates(text)).toEqual({ from: read.validFromDate.getTime(), until: read.validToDate.getTime() });
});

test.each([
  ['nothing', ''],
  ['what is no base64', '!!!'],
  ['a cut certificate', aCertificate.slice(0, 200)],
  ['another structure', Buffer.from('30030201ff', 'hex').toString('base64')],
  ['lengths that lie', Buffer.from('3084ffffffff3082ffff', 'hex').toString('base64')],
])('%s has none', (_what, text) => {
  expect(certificateDates(text)).toBeNull();
});

test('no cut and no changed byte makes it do anything but answer', () => {
  const der = Buffer.from(made('2026-11-21T12:00:00Z', '2027-01-02T03:04:05Z'), 'base64');
  for (let at = 0; at < der.length; at += 1) {
    const changed = Buffer.from(der);
    changed[at] = 0xff;
    for (const text of [changed, der.subarray(0, at)].map((bytes) => bytes.toString('base64'))) {
      const dates = certificateDates(text);
      expect(dates === null || Number.isFinite(dates.until)).toBe(true);
    }
  }
});
