import { must } from '../refusal.ts';
import { decodeBase64, decodeUtf8 } from '../xml/decode.ts';
import { parseXml } from '../xml/parse.ts';
import { checkRelayState } from './relay-state.ts';

const maxDecodedBytes = 64 * 1024;

/** The fields of a form of the POST binding (Bindings 3.5). */
export interface PostedForm {
  /** The value of `SAMLRequest` or `SAMLResponse`; base64. */
  readonly message: string;
  readonly relayState: string | null;
}

/** Reads a message of the HTTP-POST binding. */
export function readPosted({ message, relayState }: PostedForm, name: 'SAMLRequest' | 'SAMLResponse') {
  must(message !== '', 'saml_message_missing', name);
  const root = parseXml(decodeUtf8(decodeBase64(message, maxDecodedBytes, name), name));
  return { root, relayState: relayState === null ? null : checkRelayState(relayState), signature: null };
}
