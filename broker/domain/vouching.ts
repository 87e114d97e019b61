import type { Connection } from '#contract/settings/connection';
import { type Refusal, refuse } from './app-error.ts';
import type { Identity } from './identity.ts';
import { isSameIssuer, issuerOf } from './issuer.ts';

/**
 * The connection whose word somebody's identity is, as long as it counts: it is there and on, and leads to the provider that
 * spoke. What another provider proved, to which it led before, counts for nothing any more.
 */
export function vouchingConnection(
  connections: readonly Connection[],
  identity: Pick<Identity, 'connection' | 'issuer'>,
): { readonly ok: true; readonly connection: Connection } | Refusal {
  const connection = connections.find(({ id, enabled }) => id === identity.connection && enabled);
  if (connection === undefined) return refuse('login_connection_unknown', 'connection.off-or-gone');
  if (!isSameIssuer(issuerOf(connection), identity.issuer)) return refuse('login_connection_unknown', 'connection.of-another-provider');
  return { ok: true, connection };
}
