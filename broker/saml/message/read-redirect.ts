import { inflateRawSync } from 'node:zlib';
import { deflateEncoding } from '../names.ts';
import { must, refuse } from '../refusal.ts';
import { decodeBase64, decodeSignatureBase64, decodeUtf8 } from '../xml/decode.ts';
import type { XmlElement } from '../xml/node.ts';
import { parseXml } from '../xml/parse.ts';
import { decodeComponent, type RawParameters, readRawParameters } from './query.ts';
import { checkRelayState } from './relay-state.ts';

const maxDeflatedBytes = 16 * 1024;
/** Requests have one or two KB. They cost in proportion to this, and anybody may send one. */
const maxInflatedBytes = 16 * 1024;

/** The detached signature of a query and the very octets that it covers, as they stood in the address. */
export interface QuerySignature {
  readonly signedOctets: string;
  readonly algorithm: string;
  readonly value: Uint8Array;
}

export interface RedirectMessage {
  readonly root: XmlElement;
  readonly relayState: string | null;
  /** Null where the message is not signed. */
  readonly signature: QuerySignature | null;
}

/** Reads a message of the HTTP-Redirect binding (Bindings 3.4.4). Its signature is cut out here and not judged yet. */
export function readRedirectMessage(rawQuery: string, name: 'SAMLRequest' | 'SAMLResponse'): RedirectMessage {
  const raw = readRawParameters(rawQuery);
  const message = raw.get(name);
  must(message !== undefined, 'saml_message_missing', name);
  must(!raw.has(name === 'SAMLRequest' ? 'SAMLResponse' : 'SAMLRequest'), 'saml_query_malformed', 'request and response');
  const encoding = raw.get('SAMLEncoding');
  must(encoding === undefined || decodeComponent(encoding) === deflateEncoding, 'saml_query_malformed', 'SAMLEncoding');

  const deflated = decodeBase64(decodeComponent(message), maxDeflatedBytes, name);
  const root = parseXml(decodeUtf8(inflate(deflated, name), name));
  return { root, relayState: readRelayState(raw), signature: readQuerySignature(raw, name, message) };
}

/** Inflates with a bound, so that a small message cannot become a big one. */
export function inflate(deflated: Uint8Array, what: string): Buffer {
  try {
    return inflateRawSync(deflated, { maxOutputLength: maxInflatedBytes });
  } catch (error) {
    const isTooLarge = error !== null && typeof error === 'object' && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    refuse(isTooLarge ? 'saml_message_too_large' : 'saml_message_not_deflated', what);
  }
}

function readRelayState(raw: RawParameters): string | null {
  const value = raw.get('RelayState');
  if (value === undefined) return null;
  // Forms write a space as `+`.
  return checkRelayState(decodeComponent(value.replaceAll('+', ' ')));
}

/** The octet string of Bindings 3.4.4.1: the parameters as they were encoded by the sender, in this order. */
function readQuerySignature(raw: RawParameters, name: 'SAMLRequest' | 'SAMLResponse', message: string): QuerySignature | null {
  const algorithm = raw.get('SigAlg');
  const signature = raw.get('Signature');
  if (algorithm === undefined && signature === undefined) return null;
  must(algorithm !== undefined && signature !== undefined, 'saml_signature_malformed', 'SigAlg and Signature');
  const relayState = raw.get('RelayState');
  const value = decodeSignatureBase64(decodeComponent(signature));
  must(value !== null, 'saml_signature_malformed', 'Signature');
  return {
    signedOctets: `${name}=${message}${relayState === undefined ? '' : `&RelayState=${relayState}`}&SigAlg=${algorithm}`,
    algorithm: decodeComponent(algorithm),
    value,
  };
}
