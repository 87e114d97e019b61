/**
 * Does what a provider said of somebody still count here, and for this application? Asked at every step of a login and for
 * every answer from a session: settings may have changed since the provider spoke. Pure.
 */
import type { Connection } from '#contract/settings/connection';
import { decideEmail } from './account-binding.ts';
import { type Refusal, refuse } from './app-error.ts';
import type { Identity } from './identity.ts';
import { admits, type PartyTerms } from './party.ts';
import { vouchingConnection } from './vouching.ts';

export function mayEnter(
  terms: Pick<PartyTerms, 'connections' | 'needsAccount'>,
  connections: readonly Connection[],
  identity: Pick<Identity, 'connection' | 'issuer' | 'email'>,
): { readonly ok: true } | Refusal {
  const vouching = vouchingConnection(connections, identity);
  if (!vouching.ok) return vouching;
  if (!admits(terms, identity.connection)) return refuse('party_connection_refused', 'terms.connection');
  // An account stands for the person: its binding is their right to enter, whatever their address has become.
  if (terms.needsAccount) return { ok: true };
  return isSpokenFor(vouching.connection, connections, identity.email);
}

/**
 * Where there is no account, the domains of the connection say whose people are let in: at a provider for everybody nothing
 * else keeps strangers out. Who has no address at all is of the company where the provider is the company's own.
 */
function isSpokenFor(
  connection: Connection,
  connections: readonly Connection[],
  email: Identity['email'],
): { readonly ok: true } | Refusal {
  if (email === null && 'emailTrust' in connection && connection.emailTrust === 'authoritative') return { ok: true };
  const decided = decideEmail(connection, connections, email);
  return decided.ok ? { ok: true } : decided;
}
