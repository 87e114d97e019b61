import type { SamlConnection } from '#contract/settings/connections/saml';
import { refuse } from '../../domain/app-error.ts';
import { connectionOf } from '../../domain/connection.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Arrival, SingleLogout } from '../../domain/ports/connector.ts';
import type { Random } from '../../domain/ports/random.ts';
import { openLogoutRequest } from '../../saml/logout-request.ts';
import { buildLogoutResponse, buildPostedLogoutResponse, verifyLogoutResponse } from '../../saml/logout-response.ts';
import type { Incoming } from '../../saml/message/incoming.ts';
import { newMessageId } from '../../saml/message-id.ts';
import { sha1SignatureUris, sha2SignatureUris } from '../../saml/signature/algorithms.ts';
import { pinnedKeys } from './expectation.ts';
import type { ServiceKeys } from './keys.ts';

/** More sessions than a person has; each is looked for. */
const maxSessions = 50;

/** Single logout with a provider (SAML Profiles 4.4), in both directions. Only what its pinned keys signed counts. */
export function createSingleLogout(deps: { keys: ServiceKeys; clock: Clock; random: Random }): SingleLogout {
  return {
    async readRequest({ addresses, arrival, ...input }) {
      const connection = connectionOf('saml', input.connection);
      const opened = openLogoutRequest(messageIn(arrival, 'SAMLRequest'));
      if (!opened.ok) return opened;
      if (opened.issuer !== connection.entityId) return refuse('saml_issuer_mismatch', 'LogoutRequest/Issuer');
      const proven = opened.prove({ ...trustIn(connection), now: deps.clock.now(), destination: addresses.logoutUrl });
      if (!proven.ok) return proven;
      const { id, issuer, nameId, sessionIndexes, relayState } = proven.request;
      if (sessionIndexes.length > maxSessions) return refuse('logout_request_invalid', 'logout.too-many-sessions');
      return { ok: true, logout: { issuer, requestId: id, name: nameId.value, sids: sessionIndexes, relayState } };
    },

    async answer({ tenant, addresses, logout, outcome, ...input }) {
      const { logout: place } = connectionOf('saml', input.connection);
      if (place === null) return null;
      const response = {
        id: newMessageId(deps.random),
        now: deps.clock.now(),
        issuer: addresses.entityId,
        destination: place.url,
        inResponseTo: logout.requestId,
        outcome,
        relayState: logout.relayState,
        key: await deps.keys.signer(tenant),
      };
      if (place.binding === 'redirect') return { kind: 'redirect', url: buildLogoutResponse(response) };
      return { kind: 'post', url: place.url, fields: buildPostedLogoutResponse(response) };
    },

    async readAnswer({ addresses, arrival, requestId, ...input }) {
      const connection = connectionOf('saml', input.connection);
      const verified = verifyLogoutResponse(messageIn(arrival, 'SAMLResponse'), {
        ...trustIn(connection),
        issuer: connection.entityId,
        now: deps.clock.now(),
        destination: addresses.logoutUrl,
        inResponseTo: requestId,
      });
      return verified.ok ? { ok: true, complete: verified.status === 'Success' && verified.detail === null } : verified;
    },
  };
}

/** Whose signature counts, and by which algorithms. */
function trustIn(connection: SamlConnection) {
  return {
    keys: pinnedKeys(connection),
    clockSkewMs: connection.clockSkewSeconds * 1000,
    algorithms: connection.allowSha1 ? [...sha2SignatureUris, ...sha1SignatureUris] : sha2SignatureUris,
  };
}

/** A form of the POST binding, or the raw query of the other. */
function messageIn({ method, url, form }: Arrival, name: 'SAMLRequest' | 'SAMLResponse'): Incoming {
  if (method === 'POST') return { message: form[name] ?? '', relayState: form.RelayState ?? null };
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}
