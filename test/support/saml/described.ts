import { SignedXml } from 'xml-crypto';
import { selfSignedCertificate } from '../../../broker/saml/certificate.ts';
import { type KeyPair, pemOf, rsaKeys } from './keys.ts';
import { idp, now } from './response.ts';
import { excC14n, rsaSha256, sha256 } from './sign.ts';

const protocol = 'urn:oasis:names:tc:SAML:2.0:protocol';
const bindings = 'urn:oasis:names:tc:SAML:2.0:bindings:';
const namespaces = 'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';

interface Wish {
  readonly entityId?: string;
  readonly signOn?: string;
  /** Base64 of DER, each for signatures. */
  readonly certificates?: readonly string[];
  /** Attributes of the entity. */
  readonly entity?: string;
  /** Markup behind the role. */
  readonly more?: string;
}

/** A certificate of a key, good for a day from the tests' now on; base64 of its DER. */
export function aCertificateOf({ privateKey }: KeyPair, until = now + 86_400_000): string {
  const certificate = { privateKey, commonName: 'idp.example', serial: Buffer.alloc(16, 7), notBefore: now - 86_400_000, notAfter: until };
  return selfSignedCertificate(certificate).toString('base64');
}

/** The metadata of an identity provider, as other products write it, without an XML declaration. */
export function describedProvider(wish: Wish = {}): string {
  const certificates = wish.certificates ?? [aCertificateOf(rsaKeys())];
  const keys = certificates.map(
    (text) =>
      `<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${text}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
  );
  const service = `<md:SingleSignOnService Binding="${bindings}HTTP-Redirect" Location="${wish.signOn ?? 'https://idp.example/sso'}"/>`;
  const role = `<md:IDPSSODescriptor protocolSupportEnumeration="${protocol}">${keys.join('')}${service}</md:IDPSSODescriptor>`;
  return `<md:EntityDescriptor ${namespaces} entityID="${wish.entityId ?? idp}" ${wish.entity ?? ''}>${role}${wish.more ?? ''}</md:EntityDescriptor>`;
}

/** A list of members, as federations publish it. */
export function describedMembers(members: readonly string[], attributes = ''): string {
  return `<md:EntitiesDescriptor ${namespaces} ${attributes}>${members.join('')}</md:EntitiesDescriptor>`;
}

/** Signs the element at a path as other products do; the signature stands first in it. */
export function signDescription(xml: string, { privateKey }: KeyPair, xpath = '/*'): string {
  const signature = new SignedXml({ privateKey: pemOf(privateKey), signatureAlgorithm: rsaSha256, canonicalizationAlgorithm: excC14n });
  const transforms = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', excC14n];
  signature.addReference({ xpath, digestAlgorithm: sha256, transforms });
  signature.computeSignature(xml, { prefix: 'ds', location: { reference: xpath, action: 'prepend' } });
  return signature.getSignedXml();
}
