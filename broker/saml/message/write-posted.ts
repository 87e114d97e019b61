import { Buffer } from 'node:buffer';
import { writing } from '../refusal.ts';
import type { Xml } from '../xml/write.ts';
import { assertRelayState } from './relay-state.ts';

/** The fields of a form that carries a message (Bindings 3.5.4). Throws RangeError for a RelayState that is too long. */
export function writePostedFields(message: {
  readonly name: 'SAMLRequest' | 'SAMLResponse';
  /** Writes the message, with its signature; called once. */
  readonly write: () => Xml;
  readonly relayState: string | null;
}): Readonly<Record<string, string>> {
  const { name, relayState } = message;
  assertRelayState(name, relayState);
  const encoded = Buffer.from(writing(message.write), 'utf8').toString('base64');
  return { [name]: encoded, ...(relayState === null ? {} : { RelayState: relayState }) };
}
