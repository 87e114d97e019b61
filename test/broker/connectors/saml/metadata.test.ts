import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { metadataOf } from '../../../../broker/connectors/saml/metadata.ts';
import { readApplicationMetadata } from '../../../../broker/saml/metadata/read.ts';
import { ourKeys, samlAtHand } from '../../../support/saml/connection.ts';
import { otherRsaKeys } from '../../../support/saml/keys.ts';
import { now } from '../../../support/saml/response.ts';

async function described(differences: Parameters<typeof samlAtHand>[0] = {}) {
  const read = readApplicationMetadata({ bytes: Buffer.from(await metadataOf(samlAtHand(differences), ourKeys)), now });
  if (!read.ok) throw new Error(read.because);
  return read;
}

describe('our metadata for a provider', () => {
  test('says who we are to it, and where its answers and its logouts go', async () => {
    expect(await described()).toMatchObject({
      entityId: 'https://acme-login.example/saml/connections/idp',
      acs: ['https://acme-login.example/callback/idp'],
      logout: [
        { url: 'https://acme-login.example/saml/connections/idp/logout', binding: 'redirect' },
        { url: 'https://acme-login.example/saml/connections/idp/logout', binding: 'post' },
      ],
      signsRequests: true,
      wantsSignedAssertions: true,
      encryptionCertificates: [],
    });
  });

  test('holds the key that signs our requests, and one to encrypt to where that is wanted', async () => {
    const { signingCertificates, encryptionCertificates } = await described({ encryption: 'accepted' });
    for (const text of [...signingCertificates, ...encryptionCertificates])
      expect(new X509Certificate(Buffer.from(text, 'base64')).publicKey.equals(otherRsaKeys().publicKey)).toBe(true);
    expect([signingCertificates.length, encryptionCertificates.length]).toEqual([1, 1]);
  });

  test('asks for what the connection asks for', async () => {
    expect(await described({ nameIdFormat: 'email', signed: 'response', signRequests: false })).toMatchObject({
      nameIdFormats: ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
      signsRequests: false,
      wantsSignedAssertions: false,
    });
  });
});
