import { deflateRawSync } from 'node:zlib';
import { answering, must, type SamlRefusal } from '../refusal.ts';
import { decodeBase64 } from '../xml/decode.ts';
import type { Incoming } from './incoming.ts';
import { decodeComponent, readRawParameters } from './query.ts';
import type { PostedForm } from './read-posted.ts';
import { inflate } from './read-redirect.ts';
import { checkRelayState } from './relay-state.ts';

const maxPostedBytes = 64 * 1024;
/** Together with a path it stays below what servers and browsers take as an address. */
const maxCarriedLength = 12 * 1024;
/** Says that the message was posted, so that its signature is looked for inside it. */
const mark = 'posted=1';

/**
 * A posted request as the query of an address of our own: the same bytes, deflated. Its signature is not judged here; what
 * is not a message is refused when it is read.
 */
export function carriedQuery({ message, relayState }: PostedForm): { readonly ok: true; readonly query: string } | SamlRefusal {
  return answering(() => {
    const bytes = decodeBase64(message, maxPostedBytes, 'SAMLRequest');
    const deflated = encodeURIComponent(deflateRawSync(bytes).toString('base64'));
    const relay = relayState === null ? '' : `&RelayState=${encodeURIComponent(checkRelayState(relayState))}`;
    const query = `SAMLRequest=${deflated}${relay}&${mark}`;
    must(query.length <= maxCarriedLength, 'saml_message_too_large', 'SAMLRequest');
    return { ok: true, query };
  });
}

/** The message in a raw query, in the binding in which it was sent. */
export function incomingOf(rawQuery: string): { readonly ok: true; readonly incoming: Incoming } | SamlRefusal {
  return answering(() => {
    if (!rawQuery.split('&').includes(mark)) return { ok: true, incoming: rawQuery };
    const raw = readRawParameters(rawQuery);
    const relayState = raw.get('RelayState');
    const deflated = decodeBase64(decodeComponent(raw.get('SAMLRequest') ?? ''), maxPostedBytes, 'SAMLRequest');
    return {
      ok: true,
      incoming: {
        message: inflate(deflated, 'SAMLRequest').toString('base64'),
        relayState: relayState === undefined ? null : decodeComponent(relayState),
      },
    };
  });
}
