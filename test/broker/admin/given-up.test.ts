import { expect, test } from '@jest/globals';
import { givenUpCheck } from '../../../broker/admin/given-up.ts';
import { anEmailCodeConnection, aSamlConnection } from '../../support/connections.ts';
import { certificateOf } from '../../support/saml/connection.ts';
import { otherRsaKeys, rsaKeys } from '../../support/saml/keys.ts';

const [one, other] = [certificateOf(rsaKeys()), certificateOf(otherRsaKeys())];

test('a certificate that brokers trust no more is told beside what is tested', () => {
  const entered = aSamlConnection({ certificates: [one, other] });
  expect(givenUpCheck(entered, { ...entered, certificates: [other] })).toMatchObject({
    name: 'given-up',
    ok: true,
    text: expect.stringContaining('no longer published'),
  });
  expect(givenUpCheck(entered, { ...entered, certificates: [] })?.text).toMatch(/^2 certificates/);
});

test('nothing is told where all are trusted, in whatever form, or where there are none', () => {
  const entered = aSamlConnection({ certificates: [one] });
  const pem = `-----BEGIN CERTIFICATE-----\n${one}\n-----END CERTIFICATE-----`;
  expect(givenUpCheck(entered, { ...entered, certificates: [pem, other] })).toBeNull();
  expect(givenUpCheck(anEmailCodeConnection(), anEmailCodeConnection())).toBeNull();
});
