import { SignedXml } from 'xml-crypto';
import { samlErrors } from '#contract/errors/saml';
import { certificateText, selfSignedCertificate } from '../../../broker/saml/certificate.ts';
import { readProviderMetadata } from '../../../broker/saml/metadata/read.ts';
import { fixedRsaKeys } from '../../support/saml/fixed-keys.ts';
import { mutate } from '../../support/saml/generate/mutate.ts';
import { mutateText } from '../../support/saml/generate/mutate-bytes.ts';
import { blowUp } from '../../support/saml/generate/mutate-size.ts';
import { now } from '../../support/saml/response.ts';
import type { Seeded } from '../../support/seeded.ts';
import type { Outcome, Specimen, Target } from '../target.ts';

const name = 'saml-metadata';
const { privateKey, publicKey } = fixedRsaKeys('sender');
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const certificate = certificateText(
  selfSignedCertificate({
    privateKey,
    commonName: 'idp.example',
    serial: new Uint8Array(16).fill(7),
    notBefore: now,
    notAfter: now + 1e11,
  }),
);

/** Codes that metadata can have; all others of SAML belong to messages. */
const reached = /^saml_(metadata_|message_(too_large|not_utf8|not_xml)|signature_|xml_(?!comment)|document_|id_|time)/;

/** The reader of metadata that has to be signed. A specimen is the document; what was signed is all that may be read. */
export const metadataTarget: Target = {
  name,
  codes: Object.keys(samlErrors),
  foreign: Object.keys(samlErrors).filter((code) => !reached.test(code)),
  good,
  make(random, parent) {
    const kind = random.below(10);
    if (kind < 4) return signed(mutate(document(random), random, random.pick([1, 1, 2])).xml, null, 'odd provider');
    const base = parent ?? good(random);
    if (kind < 7) return { ...base, text: mutate(base.text, random, random.pick([1, 1, 2])).xml, made: 'changed afterwards' };
    if (kind < 9) return { ...base, text: mutateText(base.text, random), made: 'damaged' };
    return { ...base, text: blowUp(base.text, random), made: 'blown up' };
  },
  judge({ text }): Outcome {
    const read = readProviderMetadata({ bytes: Buffer.from(text, 'utf8'), now, signedBy: [publicKey] });
    if (!read.ok) return { kind: 'refused', code: read.code, because: read.because };
    const { entityId, signOn, logout, signingCertificates, wantsSignedRequests } = read;
    return { kind: 'accepted', said: JSON.stringify({ entityId, signOn, logout, signingCertificates, wantsSignedRequests }), plain: null };
  },
};

function good(random: Seeded): Specimen {
  const xml = document(random);
  const host = /https:\/\/(\w+)\.example/.exec(xml)?.[1] ?? '';
  const at = (binding: 'redirect' | 'post', path: string) => ({ url: `https://${host}.example/${path}`, binding });
  const truth = {
    entityId: `https://${host}.example/saml`,
    signOn: [at('redirect', 'sso'), at('post', 'sso')],
    logout: [at('redirect', 'slo')],
    signingCertificates: [certificate],
    wantsSignedRequests: true,
  };
  return signed(xml, JSON.stringify(truth), 'honest');
}

function document(random: Seeded): string {
  const host = random.pick(['idp', 'login', 'sso']);
  const at = (service: string, binding: string, path: string) =>
    `<md:${service} Binding="${binding}" Location="https://${host}.example/${path}"/>`;
  const valid = random.chance(0.5) ? ` validUntil="${new Date(now + 86_400_000).toISOString()}"` : '';
  const key = `<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
  return [
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_m${random.below(9)}" entityID="https://${host}.example/saml"${valid}>`,
    '<md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">',
    `<md:KeyDescriptor use="signing">${key}</md:KeyDescriptor>`,
    at('SingleLogoutService', redirect, 'slo'),
    '<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>',
    at('SingleSignOnService', redirect, 'sso'),
    at('SingleSignOnService', post, 'sso'),
    '</md:IDPSSODescriptor></md:EntityDescriptor>',
  ].join('');
}

/** Signed as a whole; a document that cannot be signed goes as it is. */
function signed(xml: string, truth: string | null, made: string): Specimen {
  try {
    const signer = new SignedXml({
      privateKey,
      signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      canonicalizationAlgorithm: exclusive,
    });
    signer.addReference({
      xpath: '/*',
      digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
      transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
    });
    signer.computeSignature(xml, { prefix: 'ds', location: { reference: '/*', action: 'prepend' } });
    return { target: name, text: signer.getSignedXml(), truth, made };
  } catch {
    return { target: name, text: xml, truth: null, made };
  }
}
