import type { Connection } from '#contract/settings/connection';
import { decideEmail } from './account-binding.ts';
import type { Identity } from './identity.ts';
import { vouchingConnection } from './vouching.ts';

/** Where e-mail reaches a person, by the word of their company at this sign-in. Kept nowhere. */
export interface Mailbox {
  readonly address: string;
  /** The first step was a code that was sent there: another one would prove nothing more. */
  readonly wasFirstStep: boolean;
}

/**
 * The asserted address, if the connection may speak for it: whoever can write their address into their own profile must not
 * have messages sent to others. Null where there is none.
 */
export function mailboxOf(connections: readonly Connection[], identity: Pick<Identity, 'connection' | 'issuer' | 'email'>): Mailbox | null {
  const vouching = vouchingConnection(connections, identity);
  if (!vouching.ok) return null;
  const decided = decideEmail(vouching.connection, connections, identity.email);
  return decided.ok ? { address: decided.email.address, wasFirstStep: vouching.connection.protocol === 'email-code' } : null;
}
