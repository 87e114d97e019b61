/** Names fixed by the standards: SAML 2.0 Core, Bindings and Profiles, XML Signature, Exclusive XML Canonicalization. */
export const ns = {
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  md: 'urn:oasis:names:tc:SAML:2.0:metadata',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
  xenc11: 'http://www.w3.org/2009/xmlenc11#',
  xml: 'http://www.w3.org/XML/1998/namespace',
  xmlns: 'http://www.w3.org/2000/xmlns/',
} as const;

export const excC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const envelopedSignature = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

export const bindings = {
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
} as const;

export const deflateEncoding = 'urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE';
export const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
export const entityFormat = 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity';
export const persistentFormat = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';

const statusPrefix = 'urn:oasis:names:tc:SAML:2.0:status:';

/** Status codes by their short names (Core 3.2.2.2): the top-level four, then the second-level ones in use. */
const statusNames = [
  'Success',
  'Requester',
  'Responder',
  'VersionMismatch',
  'AuthnFailed',
  'InvalidAttrNameOrValue',
  'InvalidNameIDPolicy',
  'NoAuthnContext',
  'NoAvailableIDP',
  'NoPassive',
  'NoSupportedIDP',
  'PartialLogout',
  'ProxyCountExceeded',
  'RequestDenied',
  'RequestUnsupported',
  'UnknownPrincipal',
  'UnsupportedBinding',
] as const;
export type StatusName = (typeof statusNames)[number];

/** The URI of a status code. */
export function statusUri(name: StatusName): string {
  return statusPrefix + name;
}

/** The short name of a status code; `other` for one that is not in the standard, so that foreign text stays out of logs. */
export function statusName(uri: string): StatusName | 'other' {
  return statusNames.find((name) => statusUri(name) === uri) ?? 'other';
}
