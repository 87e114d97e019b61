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
  readonly kb: 1 | 60;
  /** Without `?`. */
  readonly rawQuery: string;
}

/** A request that would be taken: about 0.6 KB, or 60 KB of contexts to choose from. */
export function goodRequest(ends: RequestEnds, key: KeyObject, kb: 1 | 60 = 1): string {
  const requestedContexts =
    kb === 1 ? [] : Array.from({ length: 420 }, (_, index) => `urn:example:context:${index}:${'long-enough-to-fill-it'.repeat(1)}`);
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
    { name: 'forged.60', kb: 60, rawQuery: goodRequest(ends, stranger, 60) },
    { name: 'siblings.60', kb: 60, rawQuery: carrying(enclosed('<a/>'.repeat(15_000))) },
    { name: 'nesting.60', kb: 60, rawQuery: carrying(enclosed('<a>'.repeat(8_000))) },
    { name: 'entities', kb: 1, rawQuery: carrying(`<!DOCTYPE r [<!ENTITY a "${'a'.repeat(200)}">]><r>${'&a;'.repeat(100)}</r>`) },
    // 8 MB behind 8 KB of deflated text.
    { name: 'bomb', kb: 60, rawQuery: carrying(enclosed('x'.repeat(8 * 1024 * 1024))) },
    { name: 'parameters', kb: 60, rawQuery: `${good}${'&a'.repeat(6_500)}` },
    { name: 'escapes', kb: 60, rawQuery: `${good}${'&%41'.repeat(3_200)}` },
    { name: 'query', kb: 60, rawQuery: `SAMLRequest=${'A'.repeat(14_000)}` },
  ];
}

export function queryOf(url: string): string {
  return url.slice(url.indexOf('?') + 1);
}

function enclosed(content: string): string {
  return `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0">${content}</samlp:AuthnRequest>`;
}

function carrying(xml: string): string {
  return `SAMLRequest=${encodeURIComponent(deflateRawSync(xml, { level: 9 }).toString('base64'))}&SigAlg=x&Signature=AAAA`;
}
