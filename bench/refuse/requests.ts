/** AuthnRequests that have to be refused, as raw queries of the Redirect binding, and good ones of the same sizes. */
import type { KeyObject } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { buildAuthnRequest } from '../../broker/saml/authn-request.ts';

export interface RequestEnds {
  readonly issuer: string;
  readonly destination: string;
  readonly acsUrl: string;
}

export interface BadRequest {
  readonly name: string;
  /** Size of what is read in the end, KB; a good request of this size is what it is held against. */
  readonly kb: 1 | 15;
  /** Without `?`. */
  readonly rawQuery: string;
}

/** A request that would be taken: about 0.6 KB, or 15 KB of contexts to choose from. */
export function goodRequest(ends: RequestEnds, key: KeyObject, kb: 1 | 15 = 1): string {
  const requestedContexts = kb === 1 ? [] : Array.from({ length: 95 }, (_, index) => `urn:example:context:${index}:long-enough-to-fill-it`);
  const url = buildAuthnRequest({
    ...ends,
    id: '_0f1e2d3c4b5a69788796a5b4c3d2e1f0',
    now: Date.now(),
    requestedContexts,
    relayState: null,
    key,
  });
  return queryOf(url);
}

/** `good` is a query that would be taken; the stranger's key is nobody's. */
export function badRequests(ends: RequestEnds, good: string, stranger: KeyObject): readonly BadRequest[] {
  return [
    { name: 'forged', kb: 1, rawQuery: goodRequest(ends, stranger) },
    { name: 'unsigned', kb: 1, rawQuery: good.slice(0, good.indexOf('&SigAlg')) },
    { name: 'forged.15', kb: 15, rawQuery: goodRequest(ends, stranger, 15) },
    { name: 'siblings.15', kb: 15, rawQuery: carrying(enclosed('<a/>'.repeat(3_700))) },
    { name: 'nesting.15', kb: 15, rawQuery: carrying(enclosed('<a>'.repeat(5_000))) },
    { name: 'entities', kb: 1, rawQuery: carrying(`<!DOCTYPE r [<!ENTITY a "${'a'.repeat(200)}">]><r>${'&a;'.repeat(100)}</r>`) },
    // 8 MB behind 8 KB of deflated text.
    { name: 'bomb', kb: 15, rawQuery: carrying(enclosed('x'.repeat(8 * 1024 * 1024))) },
    { name: 'parameters', kb: 15, rawQuery: `${good}${'&a'.repeat(6_500)}` },
    { name: 'escapes', kb: 15, rawQuery: `${good}${'&%41'.repeat(3_200)}` },
    { name: 'query', kb: 15, rawQuery: `SAMLRequest=${'A'.repeat(14_000)}` },
  ];
}

function queryOf(url: string): string {
  return url.slice(url.indexOf('?') + 1);
}

function enclosed(content: string): string {
  return `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0">${content}</samlp:AuthnRequest>`;
}

function carrying(xml: string): string {
  return `SAMLRequest=${encodeURIComponent(deflateRawSync(xml, { level: 9 }).toString('base64'))}&SigAlg=x&Signature=AAAA`;
}
