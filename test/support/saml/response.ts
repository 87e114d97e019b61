import type { ResponseExpectation } from '../../../broker/saml/verify-response.ts';
import { rsaKeys } from './keys.ts';

/** The moment at which everything here happens. */
export const now = Date.parse('2026-11-21T12:00:00Z');
export const idp = 'https://idp.example/metadata';
export const sp = 'https://acme-login.example/saml/metadata';
export const acs = 'https://acme-login.example/callback/idp';
export const requestId = '_request1';

/** An instant some seconds from `now`, as SAML writes it. */
export function at(seconds: number): string {
  return new Date(now + seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** What the service provider of these tests expects. */
export function anExpectation(differences: Partial<ResponseExpectation> = {}): ResponseExpectation {
  return {
    issuer: idp,
    keys: [rsaKeys().publicKey],
    audience: sp,
    recipient: acs,
    inResponseTo: requestId,
    clockSkewMs: 60_000,
    signed: 'either',
    ...differences,
  };
}

/** Pieces of a Response, each replaceable. They are markup: an attack may put anything there. */
export interface ResponsePieces {
  readonly responseAttributes: string;
  readonly responseIssuer: string;
  readonly status: string;
  readonly beforeAssertion: string;
  readonly afterAssertion: string;
  readonly assertionAttributes: string;
  readonly assertionIssuer: string;
  readonly nameId: string;
  readonly confirmation: string;
  readonly conditions: string;
  readonly statements: string;
}

export const pieces: ResponsePieces = {
  responseAttributes: `ID="_response1" Version="2.0" IssueInstant="${at(0)}" Destination="${acs}" InResponseTo="${requestId}"`,
  responseIssuer: `<saml:Issuer>${idp}</saml:Issuer>`,
  status: '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>',
  beforeAssertion: '',
  afterAssertion: '',
  assertionAttributes: `ID="_assertion1" Version="2.0" IssueInstant="${at(0)}"`,
  assertionIssuer: `<saml:Issuer>${idp}</saml:Issuer>`,
  nameId: '<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">alice</saml:NameID>',
  confirmation: confirmationOf(`Recipient="${acs}" InResponseTo="${requestId}" NotOnOrAfter="${at(300)}"`),
  conditions: conditionsOf(`<saml:AudienceRestriction><saml:Audience>${sp}</saml:Audience></saml:AudienceRestriction>`),
  statements: `${authnStatementOf('')}<saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>alice@customer.example</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>`,
};

export function confirmationOf(attributes: string, method = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'): string {
  return `<saml:SubjectConfirmation Method="${method}"><saml:SubjectConfirmationData ${attributes}/></saml:SubjectConfirmation>`;
}

export function conditionsOf(content: string, times = `NotBefore="${at(-60)}" NotOnOrAfter="${at(300)}"`): string {
  return `<saml:Conditions ${times}>${content}</saml:Conditions>`;
}

export function authnStatementOf(more: string, instant = at(-30)): string {
  return `<saml:AuthnStatement AuthnInstant="${instant}" SessionIndex="session1" ${more}><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`;
}

/** An unsigned assertion that stands on its own feet: it declares its prefixes. */
export function assertionXml(differences: Partial<ResponsePieces> = {}): string {
  const piece = { ...pieces, ...differences };
  return `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ${piece.assertionAttributes}>${piece.assertionIssuer}<saml:Subject>${piece.nameId}${piece.confirmation}</saml:Subject>${piece.conditions}${piece.statements}</saml:Assertion>`;
}

/** A whole unsigned Response; `assertion` replaces the assertion. */
export function responseXml(differences: Partial<ResponsePieces> = {}, assertion = assertionXml(differences)): string {
  const piece = { ...pieces, ...differences };
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ${piece.responseAttributes}>${piece.responseIssuer}${piece.status}${piece.beforeAssertion}${assertion}${piece.afterAssertion}</samlp:Response>`;
}

export function encode(xml: string): string {
  return Buffer.from(xml, 'utf8').toString('base64');
}

/** The assertion as it stands in a message. */
export function assertionIn(xml: string): string {
  return piece(xml, /<saml:Assertion[\s\S]*<\/saml:Assertion>/);
}

/** The first signature as it stands in a message. */
export function signatureIn(xml: string): string {
  return piece(xml, /<ds:Signature[ >][\s\S]*?<\/ds:Signature>/);
}

/** Replaces one occurrence and insists on it, so that an attack cannot silently become its own twin. */
export function swap(xml: string, from: string, to: string): string {
  if (!xml.includes(from)) throw new Error(`not there: ${from}`);
  return xml.replace(from, () => to);
}

function piece(xml: string, pattern: RegExp): string {
  const found = pattern.exec(xml)?.[0];
  if (found === undefined) throw new Error(`not there: ${pattern}`);
  return found;
}
