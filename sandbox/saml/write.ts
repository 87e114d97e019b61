import { createHmac, type KeyObject, randomBytes, sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { SignedXml } from 'xml-crypto';
import { text } from '../oidc/page.ts';
import type { SandboxPerson } from '../oidc/people.ts';
import { bindings, ns, persistent, rsaSha256, success } from './names.ts';

const namespaces = `xmlns:samlp="${ns.protocol}" xmlns:saml="${ns.assertion}"`;
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const minutes = 60_000;

const newId = () => `_${randomBytes(20).toString('hex')}`;
const instant = (fromNowMs = 0) => `${new Date(Date.now() + fromNowMs).toISOString().slice(0, 19)}Z`;

/** Whom an answer goes to. `inResponseTo` is null where nobody asked. */
export interface Recipient {
  readonly entityId: string;
  readonly acsUrl: string;
  readonly inResponseTo: string | null;
}

/** One signed Response about a person (Profiles 4.1.4.2), base64. The NameID differs from service to service, as it should. */
export function writeResponse(issuer: string, to: Recipient, person: SandboxPerson, sessionIndex: string, key: KeyObject): string {
  const answered = to.inResponseTo === null ? '' : ` InResponseTo="${text(to.inResponseTo)}"`;
  const by = `<saml:Issuer>${text(issuer)}</saml:Issuer>`;
  const attributes = Object.entries({
    email: [person.email],
    firstName: [person.givenName],
    lastName: [person.familyName],
    displayName: [`${person.givenName} ${person.familyName}`],
    groups: person.groups,
  }).map(
    ([name, values]) =>
      `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${text(value)}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
  );
  const xml = [
    `<samlp:Response ${namespaces} ID="${newId()}" Version="2.0" IssueInstant="${instant()}" Destination="${text(to.acsUrl)}"${answered}>${by}`,
    `<samlp:Status><samlp:StatusCode Value="${success}"/></samlp:Status>`,
    `<saml:Assertion ID="${newId()}" Version="2.0" IssueInstant="${instant()}">${by}`,
    `<saml:Subject><saml:NameID Format="${persistent}">${nameIdOf(person, to.entityId)}</saml:NameID>`,
    '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
    `<saml:SubjectConfirmationData Recipient="${text(to.acsUrl)}"${answered} NotOnOrAfter="${instant(5 * minutes)}"/>`,
    '</saml:SubjectConfirmation></saml:Subject>',
    `<saml:Conditions NotBefore="${instant(-minutes)}" NotOnOrAfter="${instant(5 * minutes)}">`,
    `<saml:AudienceRestriction><saml:Audience>${text(to.entityId)}</saml:Audience></saml:AudienceRestriction></saml:Conditions>`,
    `<saml:AuthnStatement AuthnInstant="${instant()}" SessionIndex="${sessionIndex}"><saml:AuthnContext>`,
    '<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef>',
    `</saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement>`,
    '</saml:Assertion></samlp:Response>',
  ].join('');
  return Buffer.from(signAssertion(xml, key)).toString('base64');
}

/** A name that says nothing and never changes. */
export function nameIdOf(person: SandboxPerson, service: string): string {
  return createHmac('sha256', service).update(person.id).digest('hex').slice(0, 32);
}

function signAssertion(xml: string, privateKey: KeyObject): string {
  const signer = new SignedXml({ privateKey, signatureAlgorithm: rsaSha256, canonicalizationAlgorithm: exclusive });
  const assertion = "/*/*[local-name(.)='Assertion']";
  signer.addReference({
    xpath: assertion,
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
  });
  const location = { reference: `${assertion}/*[local-name(.)='Issuer']`, action: 'after' } as const;
  signer.computeSignature(xml, { prefix: 'ds', location });
  return signer.getSignedXml();
}

/** A request to end a session (Core 3.7.1) as an address of the Redirect binding. */
export function logoutRequestUrl(
  from: { readonly issuer: string; readonly key: KeyObject },
  to: { readonly url: string; readonly nameId: string; readonly sessionIndex: string },
): string {
  const xml =
    `<samlp:LogoutRequest ${namespaces} ID="${newId()}" Version="2.0" IssueInstant="${instant()}" Destination="${text(to.url)}">` +
    `<saml:Issuer>${text(from.issuer)}</saml:Issuer><saml:NameID Format="${persistent}">${text(to.nameId)}</saml:NameID>` +
    `<samlp:SessionIndex>${text(to.sessionIndex)}</samlp:SessionIndex></samlp:LogoutRequest>`;
  return redirectUrl('SAMLRequest', xml, to.url, null, from.key);
}

/** The answer to one (Core 3.7.2). */
export function logoutResponseUrl(
  from: { readonly issuer: string; readonly key: KeyObject },
  to: { readonly url: string; readonly inResponseTo: string; readonly relayState: string | null },
): string {
  const xml =
    `<samlp:LogoutResponse ${namespaces} ID="${newId()}" Version="2.0" IssueInstant="${instant()}" Destination="${text(to.url)}" ` +
    `InResponseTo="${text(to.inResponseTo)}"><saml:Issuer>${text(from.issuer)}</saml:Issuer>` +
    `<samlp:Status><samlp:StatusCode Value="${success}"/></samlp:Status></samlp:LogoutResponse>`;
  return redirectUrl('SAMLResponse', xml, to.url, to.relayState, from.key);
}

function redirectUrl(name: 'SAMLRequest' | 'SAMLResponse', xml: string, url: string, relayState: string | null, key: KeyObject): string {
  const relay = relayState === null ? '' : `&RelayState=${encodeURIComponent(relayState)}`;
  const message = encodeURIComponent(deflateRawSync(xml).toString('base64'));
  const octets = `${name}=${message}${relay}&SigAlg=${encodeURIComponent(rsaSha256)}`;
  const signature = encodeURIComponent(sign('sha256', Buffer.from(octets), key).toString('base64'));
  return `${url}${url.includes('?') ? '&' : '?'}${octets}&Signature=${signature}`;
}

/** What a company publishes of itself (Metadata 2.4.3). */
export function writeMetadata(provider: {
  readonly entityId: string;
  readonly certificates: readonly string[];
  readonly ssoUrl: string;
  readonly sloUrl: string;
}): string {
  const keys = provider.certificates.map(
    (certificate) =>
      `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
  );
  const at = (service: string, binding: string, url: string) => `<md:${service} Binding="${binding}" Location="${text(url)}"/>`;
  return [
    `<?xml version="1.0"?><md:EntityDescriptor xmlns:md="${ns.metadata}" entityID="${text(provider.entityId)}" cacheDuration="PT1H">`,
    `<md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="${ns.protocol}">`,
    ...keys,
    at('SingleLogoutService', bindings.redirect, provider.sloUrl),
    `<md:NameIDFormat>${persistent}</md:NameIDFormat>`,
    at('SingleSignOnService', bindings.redirect, provider.ssoUrl),
    at('SingleSignOnService', bindings.post, provider.ssoUrl),
    '</md:IDPSSODescriptor></md:EntityDescriptor>',
  ].join('');
}
