import { certificateText, selfSignedCertificate } from '../../../../broker/saml/certificate.ts';
import { fixedEcKeys, fixedRsaKeys } from '../../../support/saml/fixed-keys.ts';
import type { SigningKeys } from '../../../support/saml/generate/sign.ts';
import type { KeyPair } from '../../../support/saml/keys.ts';
import { now } from '../../../support/saml/response.ts';

/** Both keys of the sender are pinned by us; the libraries get the certificate of the first. */
export const rsa = fixedRsaKeys('sender');
export const ec = fixedEcKeys('sender');
export const certificate = certificatePem(rsa);

export const signingKeys: SigningKeys = {
  rsa: rsa.privateKey,
  ec: ec.privateKey,
  certificate,
  otherCertificate: certificatePem(fixedRsaKeys('somebody else')),
};

/** A certificate for a key, in PEM, as libraries want to have it. */
function certificatePem({ privateKey }: KeyPair): string {
  const certificate = selfSignedCertificate({
    privateKey,
    commonName: 'idp.example',
    serial: new Uint8Array(16).fill(1),
    notBefore: now - 86_400_000,
    notAfter: now + 86_400_000_000,
  });
  const lines = certificateText(certificate).replaceAll(/.{64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
