import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { selfSignedCertificate } from '../../broker/saml/certificate.ts';
import { certificateState } from '../../static/admin/providers/certificate-state.ts';

const now = Date.UTC(2026, 10, 21, 12);
const dayMs = 86_400_000;
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const endingIn = (days: number): string =>
  selfSignedCertificate({
    privateKey,
    commonName: 'id.borealis.example',
    serial: Buffer.alloc(16, 7),
    notBefore: now - 400 * dayMs,
    notAfter: now + days * dayMs,
  }).toString('base64');

test.each([
  [[100], 100, 'fine'],
  [[61], 61, 'fine'],
  [[60], 60, 'soon'],
  [[8], 8, 'soon'],
  [[7], 7, 'urgent'],
  [[0], 0, 'urgent'],
  [[-1], -1, 'ended'],
  [[3, 300], 300, 'fine'],
] as const)('certificates that end in %p days are %i days away and %s', (ends, days, severity) => {
  expect(certificateState(ends.map(endingIn), now)).toMatchObject({ days, severity });
});

test('of what is no certificate nothing is said', () => {
  expect(certificateState(['', 'nothing'], now)).toBeNull();
});
