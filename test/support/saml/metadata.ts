import type { KeyObject } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { selfSignedCertificate } from '../../../broker/saml/certificate.ts';
import { pemOf, rsaKeys } from './keys.ts';
import { idp, now } from './response.ts';
import { excC14n, rsaSha256, sha256 } from './sign.ts';

const bindings = 'urn:oasis:names:tc:SAML:2.0:bindings';
export const post = `${bindings}:HTTP-POST`;
const redirect = `${bindings}:HTTP-Redirect`;
export const namespaces = 'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
const protocol = 'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"';

export function certificateFor(privateKey: KeyObject): string {
  const times = { notBefore: now - 1000, notAfter: now + 86_400_000 };
  return selfSignedCertificate({ privateKey, commonName: 'idp.example', serial: Buffer.alloc(16, 7), ...times }).toString('base64');
}

export const keyDescriptor = (use: string, text = certificateFor(rsaKeys().privateKey)) =>
  `<md:KeyDescriptor${use}><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${text}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;

export const signOn = (url = 'https://idp.example/sso', binding = redirect) =>
  `<md:SingleSignOnService Binding="${binding}" Location="${url}"/>`;

export const consumer = (url = 'https://app.example/acs', more = 'index="0"', binding = post) =>
  `<md:AssertionConsumerService Binding="${binding}" Location="${url}" ${more}/>`;

/** The description of one role; the pieces are markup. */
export const providerRole = ({ more = '', keys = keyDescriptor(' use="signing"'), services = signOn(), support = protocol } = {}) =>
  `<md:IDPSSODescriptor ${support} ${more}>${keys}<md:SingleLogoutService Binding="${redirect}" Location="https://idp.example/slo"/>${services}</md:IDPSSODescriptor>`;

export const applicationRole = ({ more = '', keys = keyDescriptor(' use="signing"'), services = consumer() } = {}) =>
  `<md:SPSSODescriptor ${protocol} ${more}>${keys}${services}</md:SPSSODescriptor>`;

export const entity = (content = providerRole(), attributes = 'ID="_m1"', entityId = `entityID="${idp}"`) =>
  `<md:EntityDescriptor ${namespaces} ${entityId} ${attributes}>${content}</md:EntityDescriptor>`;

/** Signs the element at an XPath, as other products do: the signature stands first in `place`. */
export function signedMetadata(
  xml: string,
  { key = rsaKeys().privateKey, xpath = '/*', place = '/*', algorithm = rsaSha256, digest = sha256 } = {},
): string {
  const signature = new SignedXml({ privateKey: pemOf(key), signatureAlgorithm: algorithm, canonicalizationAlgorithm: excC14n });
  signature.addReference({
    xpath,
    digestAlgorithm: digest,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', excC14n],
  });
  signature.computeSignature(xml, { prefix: 'ds', location: { reference: place, action: 'prepend' } });
  return signature.getSignedXml();
}
