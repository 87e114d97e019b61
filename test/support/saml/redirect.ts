import { constants, type KeyObject, sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { at } from './response.ts';

export const portal = 'https://acme-login.example/saml/portal';
export const portalAcs = 'https://acme.example/saml/acs';
export const sso = 'https://acme-login.example/saml/sso';
export const slo = 'https://acme-login.example/saml/slo';
export const ecdsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';
const namespaces = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';

/** Markup of an AuthnRequest; `attributes` come on top of the usual ones. */
export function authnRequestXml(content = '', attributes = `AssertionConsumerServiceURL="${portalAcs}"`, issueInstant = at(0)): string {
  return `<samlp:AuthnRequest ${namespaces} ID="_request1" Version="2.0" IssueInstant="${issueInstant}" Destination="${sso}" ${attributes}><saml:Issuer>${portal}</saml:Issuer>${content}</samlp:AuthnRequest>`;
}

export function logoutRequestXml(
  content = '<saml:NameID>alice</saml:NameID><samlp:SessionIndex>session1</samlp:SessionIndex>',
  attributes = `NotOnOrAfter="${at(300)}"`,
): string {
  return `<samlp:LogoutRequest ${namespaces} ID="_logout1" Version="2.0" IssueInstant="${at(0)}" Destination="${slo}" ${attributes}><saml:Issuer>${portal}</saml:Issuer>${content}</samlp:LogoutRequest>`;
}

export function logoutResponseXml(attributes = `InResponseTo="_logout1" Destination="${slo}"`, code = 'Success'): string {
  return `<samlp:LogoutResponse ${namespaces} ID="_logout2" Version="2.0" IssueInstant="${at(0)}" ${attributes}><saml:Issuer>${portal}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${code}"/></samlp:Status></samlp:LogoutResponse>`;
}

export function deflated(xml: string): string {
  return encodeURIComponent(deflateRawSync(Buffer.from(xml, 'utf8')).toString('base64'));
}

export interface QueryOptions {
  readonly name?: 'SAMLRequest' | 'SAMLResponse';
  readonly relayState?: string;
  readonly algorithm?: string;
  readonly hash?: string;
}

/** A signed query, put together by hand. */
export function signedQuery(xml: string, key: KeyObject, options: QueryOptions = {}): string {
  const { name = 'SAMLRequest', relayState, hash = 'sha256' } = options;
  const algorithm =
    options.algorithm ?? (key.asymmetricKeyType === 'ec' ? ecdsaSha256 : 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
  const relay = relayState === undefined ? '' : `&RelayState=${encodeURIComponent(relayState)}`;
  const octets = `${name}=${deflated(xml)}${relay}&SigAlg=${encodeURIComponent(algorithm)}`;
  const padding = key.asymmetricKeyType === 'rsa' ? { padding: constants.RSA_PKCS1_PADDING } : {};
  const signature = sign(hash, Buffer.from(octets), { key, dsaEncoding: 'ieee-p1363', ...padding });
  return `${octets}&Signature=${encodeURIComponent(signature.toString('base64'))}`;
}
