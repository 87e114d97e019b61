/** Messages that the provider itself says and signs: what must not pass is their content. */
import type { Delivery } from './attack.ts';
import {
  acs,
  at,
  authnStatementOf,
  conditionsOf,
  confirmationOf,
  pieces,
  type ResponsePieces,
  requestId,
  responseXml,
  sp,
} from './response.ts';
import { signAssertion, signResponse } from './sign.ts';

type Pieces = Partial<ResponsePieces>;

export const said =
  (differences: Pieces = {}) =>
  (): Delivery => ({ xml: signAssertion(responseXml(differences)) });

export const saidByResponse =
  (differences: Pieces = {}) =>
  (): Delivery => ({ xml: signResponse(responseXml(differences)) });

export function audience(...names: readonly string[]): string {
  return `<saml:AudienceRestriction>${names.map((name) => `<saml:Audience>${name}</saml:Audience>`).join('')}</saml:AudienceRestriction>`;
}

export function statusOf(codes: string): string {
  return `<samlp:Status>${codes}</samlp:Status>`;
}

export function statusCode(name: string, content = ''): string {
  return `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${name}">${content}</samlp:StatusCode>`;
}

export function issuer(name: string, attributes = ''): string {
  return `<saml:Issuer${attributes}>${name}</saml:Issuer>`;
}

/** The usual attributes of the Response, one place of them changed. */
export function responseAttributes(from: string, to: string): Pieces {
  return { responseAttributes: pieces.responseAttributes.replace(from, to) };
}

export function assertionAttributes(from: string, to: string): Pieces {
  return { assertionAttributes: pieces.assertionAttributes.replace(from, to) };
}

/** Conditions that hold between two moments, in seconds from now. */
export function validFrom(from: number, to: number): Pieces {
  return { conditions: conditionsOf(audience(sp), `NotBefore="${at(from)}" NotOnOrAfter="${at(to)}"`) };
}

export function confirmedUntil(to: number): Pieces {
  return { confirmation: confirmationOf(`Recipient="${acs}" InResponseTo="${requestId}" NotOnOrAfter="${at(to)}"`) };
}

export function attributeStatement(attributes: string): Pieces {
  return { statements: `${authnStatementOf('')}<saml:AttributeStatement>${attributes}</saml:AttributeStatement>` };
}
