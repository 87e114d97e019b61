import { answering, must, refuse, type SamlRefusal } from '../refusal.ts';

const maxQueryLength = 32 * 1024;
/** The binding has six; applications may have hung a few of their own on the address. */
const maxParameters = 40;
const names = ['SAMLRequest', 'SAMLResponse', 'RelayState', 'SAMLEncoding', 'SigAlg', 'Signature'] as const;
type Name = (typeof names)[number];

/** The parameters of the Redirect binding as they stand in the address, still percent-encoded. */
export type RawParameters = ReadonlyMap<Name, string>;

/**
 * Takes the parameters of the binding out of a raw query (without `?`). One that is there twice is refused, also when one
 * of the two hides behind percent-encoding: the reader of the message and the reader of the signature must see the same.
 */
export function readRawParameters(rawQuery: string): RawParameters {
  must(rawQuery.length <= maxQueryLength, 'saml_message_too_large', 'query');
  const found = new Map<Name, string>();
  // One more than may be, so that a long list costs no more than a short one.
  const pairs = rawQuery.split('&', maxParameters + 1);
  must(pairs.length <= maxParameters, 'saml_query_malformed', 'parameters');
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const written = equals === -1 ? pair : pair.slice(0, equals);
    const decoded = decodeComponent(written);
    const name = names.find((each) => each === decoded);
    if (name === undefined) continue;
    must(name === written && equals !== -1, 'saml_query_malformed', `${name} disguised`);
    must(!found.has(name), 'saml_query_malformed', `${name} repeated`);
    found.set(name, pair.slice(equals + 1));
  }
  return found;
}

/** Percent-decoding that refuses what is not valid. */
export function decodeComponent(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    refuse('saml_query_malformed', 'percent-encoding');
  }
}

/** Which of the two kinds of message a raw query carries, so that a logout endpoint knows what to read. */
export function kindOfQuery(rawQuery: string): { readonly ok: true; readonly kind: 'request' | 'response' } | SamlRefusal {
  return answering(() => {
    const found = readRawParameters(rawQuery);
    must(found.has('SAMLRequest') !== found.has('SAMLResponse'), 'saml_message_missing', 'one message');
    return { ok: true, kind: found.has('SAMLRequest') ? 'request' : 'response' };
  });
}
