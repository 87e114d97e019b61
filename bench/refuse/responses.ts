/** Responses that have to be refused, and good ones of the same sizes, for whoever stands at the end of a SAML hop. */
import type { KeyObject } from 'node:crypto';
import { buildResponse, type ResponseToBuild } from '../../broker/saml/build-response.ts';

/** Who speaks to whom in a message. */
export interface Hop {
  readonly issuer: string;
  readonly audience: string;
  readonly recipient: string;
  readonly inResponseTo: string;
}

/** A message that nobody may be let in with. */
export interface BadResponse {
  readonly name: string;
  /** Size of the XML, KB; a good message of this size is what it is held against. */
  readonly kb: number;
  readonly encoded: string;
}

/** About 6.7 KB with 24 groups, as a provider of middling size sends them. */
export function aResponse(hop: Hop, sign: ResponseToBuild['sign'], groups = 24, now = Date.now()): ResponseToBuild {
  const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
  return {
    responseId: '_b2c4a6f0e1d3957b8c2a4f6e0d1b3957',
    assertionId: '_a1c3e5f7091b2d4f6a8c0e2f4a6b8c0d',
    now,
    lifetimeMs: 300_000,
    ...hop,
    nameId: { value: '7c9e6679-7425-40de-944b-e07fc1f90ae7', format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' },
    authnInstant: now,
    authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
    sessionIndex: '_5d41402abc4b2a76b9719d911017c592',
    sessionNotOnOrAfter: now + 28_800_000,
    attributes: [
      { name: `${claims}/emailaddress`, values: ['renee.obrien@customer.example'] },
      { name: `${claims}/givenname`, values: ['Renée'] },
      { name: `${claims}/surname`, values: ["O'Brien & Sons"] },
      { name: `${claims}/department`, values: ['Purchasing, logistics and everything else'] },
      { name: `${claims}/country`, values: ['IE'] },
      { name: 'groups', values: Array.from({ length: groups }, (_, index) => `customers-portal-group-${index}-regional-office`) },
    ],
    sign,
  };
}

/** A good message of about this many KB; the usual one where none are named. */
export function goodResponse(hop: Hop, key: KeyObject, kb?: number): { readonly encoded: string; readonly xml: string } {
  const groups = kb === undefined ? 24 : Math.round((kb * 1024 - 3_900) / 98);
  const built = buildResponse(aResponse(hop, { key, what: 'assertion' }, groups));
  if (!built.ok) throw new Error(built.because);
  return built;
}

/** `good` is an answer that would be taken; the stranger's key is nobody's. */
export function badResponses(hop: Hop, good: string, stranger: KeyObject): readonly BadResponse[] {
  const xml = Buffer.from(good, 'base64').toString();
  const foreign = (kb?: number) => goodResponse(hop, stranger, kb).xml;
  const unsigned = (kb: number) => foreign(kb).replace(/<ds:Signature .*<\/ds:Signature>/s, '');
  const named = (name: string, kb: number, text: string): BadResponse => ({ name, kb, encoded: Buffer.from(text).toString('base64') });
  return [
    named('tampered', 7, xml.replace('Attribute Name="', 'Attribute Name="x')),
    named('foreign.7', 7, foreign()),
    ...[100, 240].map((kb) => named(`foreign.${kb}`, kb, foreign(kb))),
    ...[25, 50, 100].map((kb) => named(`unsigned.${kb}`, kb, unsigned(kb))),
    ...[25, 50, 100].map((kb) => named(`siblings.${kb}`, kb, enclosed(hop, '<a/>'.repeat(kb * 256)))),
    // As many elements and attributes as the size caps let pass, so that all of it is read.
    named('elements.100', 100, enclosed(hop, '<a b="c">d</a><e f="g">hijklmnopqrstuvwxyz0123456789abcdefghijklmno</e>'.repeat(1_400))),
    named('attributes.100', 100, enclosed(hop, `<a ${manyAttributes}>${'.'.repeat(350)}</a>`.repeat(160))),
    named('nesting.100', 100, enclosed(hop, `${'<a>'.repeat(14_600)}${'</a>'.repeat(14_600)}`)),
    ...[100, 240].map((kb) => named(`references.${kb}`, kb, enclosed(hop, '&#120;'.repeat(kb * 170)))),
    named('entities', 7, entityBomb),
    named('size.300', 240, enclosed(hop, 'x'.repeat(300 * 1024))),
  ];
}

const manyAttributes = Array.from({ length: 31 }, (_, index) => `a${index}="bc"`).join(' ');

/** Something inside an envelope that is addressed well. */
function enclosed(hop: Hop, content: string): string {
  const attributes = `ID="_1" Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${hop.recipient}" InResponseTo="${hop.inResponseTo}"`;
  const issuer = `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${hop.issuer}</saml:Issuer>`;
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ${attributes}>${issuer}${content}</samlp:Response>`;
}

const entityBomb = `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, level) => {
  const [name, inner] = [String.fromCharCode(98 + level), String.fromCharCode(97 + level)];
  return `<!ENTITY ${name} "${`&${inner};`.repeat(10)}">`;
}).join('')}]><r>&j;</r>`;
