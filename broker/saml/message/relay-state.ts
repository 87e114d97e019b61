import { Buffer } from 'node:buffer';
import { must } from '../refusal.ts';

/** What we write (Bindings 3.4.3 and 3.5.3). */
const maxOwnBytes = 80;
/** What we carry for others: some products put a whole address in it. It comes back as it was, and means nothing to us. */
const maxForeignBytes = 1_024;

/** A RelayState of a sender, unchanged. */
export function checkRelayState(relayState: string): string {
  must(Buffer.byteLength(relayState, 'utf8') <= maxForeignBytes, 'saml_relay_state_invalid', 'length');
  return relayState;
}

/** Throws RangeError: one of our own is short; with an answer the other side's goes back as it came. */
export function assertRelayState(name: 'SAMLRequest' | 'SAMLResponse', relayState: string | null): void {
  const max = name === 'SAMLRequest' ? maxOwnBytes : maxForeignBytes;
  if (relayState !== null && Buffer.byteLength(relayState, 'utf8') > max) throw new RangeError('RelayState is too long');
}
