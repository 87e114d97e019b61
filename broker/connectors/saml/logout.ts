import type { KeyObject } from 'node:crypto';
import type { ConnectionAddresses } from '#contract/settings/addresses';
import type { SamlConnection } from '#contract/settings/connections/saml';
import type { EpochMs } from '../../domain/brands.ts';
import type { UpstreamSession } from '../../domain/identity.ts';
import type { UpstreamLogout } from '../../domain/ports/connector.ts';
import type { Random } from '../../domain/ports/random.ts';
import { buildLogoutRequest, buildPostedLogoutRequest } from '../../saml/logout-request.ts';
import { newMessageId } from '../../saml/message-id.ts';

/** A signed LogoutRequest that names the session exactly as the provider did (Core 3.7.1); null where it has no place for it. */
export function logoutAt(
  connection: SamlConnection,
  ask: { addresses: ConnectionAddresses; session: UpstreamSession; state: string; now: EpochMs; random: Random; key: KeyObject },
): UpstreamLogout | null {
  const { logout } = connection;
  const { nameId, sid } = ask.session;
  if (logout === null || nameId === null) return null;
  const request = {
    id: newMessageId(ask.random),
    now: ask.now,
    issuer: ask.addresses.entityId,
    destination: logout.url,
    nameId,
    sessionIndex: sid,
    relayState: ask.state,
    key: ask.key,
  };
  const { id: requestId } = request;
  if (logout.binding === 'redirect') return { kind: 'redirect', url: buildLogoutRequest(request), requestId };
  return { kind: 'post', url: logout.url, fields: buildPostedLogoutRequest(request), requestId };
}
