import type { KeyObject } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { writing } from '../refusal.ts';
import { algorithmForKey } from '../signature/algorithms.ts';
import { signBytes } from '../signature/sign-bytes.ts';
import type { Xml } from '../xml/write.ts';
import { assertRelayState } from './relay-state.ts';

/** A message to send through the browser's address bar. */
export interface MessageToSend {
  readonly name: 'SAMLRequest' | 'SAMLResponse';
  /** Writes the message; called once. */
  readonly write: () => Xml;
  /** Where it goes; may have a query of its own. */
  readonly destination: string;
  readonly relayState: string | null;
  /** Null sends it unsigned. */
  readonly key: KeyObject | null;
}

/** The address that carries a message (Bindings 3.4.4). Throws RangeError for a RelayState that is too long. */
export function writeRedirectUrl({ name, write, destination, relayState, key }: MessageToSend): string {
  assertRelayState(name, relayState);
  const message = deflateRawSync(Buffer.from(writing(write), 'utf8')).toString('base64');
  const relay = relayState === null ? '' : `&RelayState=${encoded(relayState)}`;
  const separator = destination.includes('?') ? '&' : '?';
  const octets = `${name}=${encodeURIComponent(message)}${relay}`;
  return `${destination}${separator}${key === null ? octets : signedOctets(octets, key)}`;
}

function signedOctets(octets: string, key: KeyObject): string {
  const signed = `${octets}&SigAlg=${encodeURIComponent(algorithmForKey(key).uri)}`;
  return `${signed}&Signature=${encodeURIComponent(signBytes(signed, key))}`;
}

/** Percent-encoded so that no browser encodes any more of it, which would void the signature: they do so with an apostrophe. */
function encoded(value: string): string {
  return encodeURIComponent(value).replaceAll("'", '%27');
}
