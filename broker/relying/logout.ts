/**
 * Single logout with applications (SAML Profiles 4.4): what they ask, what they are told, what they answer. Only signed
 * messages count. Which sessions end is not decided here, and nobody is sent anywhere but to a registered address.
 */
import type { SamlEndpoint } from '#contract/settings/saml';
import { refuse } from '../domain/app-error.ts';
import { identityProviderOf } from '../domain/party.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { PartyHop, PartyScene, RelyingLogout } from '../domain/ports/party.ts';
import type { Random } from '../domain/ports/random.ts';
import type { SigningAlgorithm, SigningKeys } from '../domain/ports/signing-keys.ts';
import { buildLogoutRequest, buildPostedLogoutRequest, openLogoutRequest } from '../saml/logout-request.ts';
import { buildLogoutResponse, buildPostedLogoutResponse, verifyLogoutResponse } from '../saml/logout-response.ts';
import { incomingOf } from '../saml/message/carry.ts';
import { newMessageId } from '../saml/message-id.ts';
import { findParty, type PartyAtHand } from './parties.ts';

/** More sessions than a person has; each is looked for. */
const maxSessions = 50;

export function createRelyingLogout(deps: { keys: SigningKeys; clock: Clock; random: Random }): RelyingLogout {
  const newId = () => newMessageId(deps.random);
  const keyFor = async ({ tenant }: PartyScene, algorithm: SigningAlgorithm) =>
    (await deps.keys.current(tenant.id, 'login', algorithm)).privateKey;
  const find = (scene: PartyScene, entityId: string) => findParty(scene, entityId, deps.keys);

  /** What every message of ours to a party has. */
  async function envelope(scene: PartyScene, to: PartyAtHand, { url }: SamlEndpoint, relayState: string | null) {
    const { entityId: issuer } = identityProviderOf(scene.tenant);
    return { id: newId(), now: deps.clock.now(), issuer, destination: url, relayState, key: await keyFor(scene, to.algorithm) };
  }

  return {
    async readLogout(scene, rawQuery) {
      const arrived = incomingOf(rawQuery);
      if (!arrived.ok) return arrived;
      const opened = openLogoutRequest(arrived.incoming);
      if (!opened.ok) return opened;
      const asking = await find(scene, opened.issuer);
      if (asking === null) return refuse('saml_party_unknown', 'logout.issuer');
      const { sloUrl } = identityProviderOf(scene.tenant);
      const proven = opened.prove({ keys: asking.keys, now: deps.clock.now(), destination: sloUrl });
      if (!proven.ok) return proven;
      const { id, nameId, sessionIndexes, relayState } = proven.request;
      if (sessionIndexes.length > maxSessions) return refuse('logout_request_invalid', 'logout.too-many-sessions');
      const application = asking.application?.id ?? null;
      return { ok: true, logout: { party: asking.entityId, application, requestId: id, name: nameId.value, sessionIndexes, relayState } };
    },

    async logoutAnswer(scene, logout, outcome) {
      const asked = await find(scene, logout.party);
      if (asked === null || asked.logout === null) return null;
      const response = {
        ...(await envelope(scene, asked, asked.logout, logout.relayState)),
        inResponseTo: logout.requestId,
        outcome,
      };
      return hopTo(
        asked.logout,
        () => buildLogoutResponse(response),
        () => buildPostedLogoutResponse(response),
      );
    },

    async tellLogout(scene, { party, nameId, sessionIndex }, relayState) {
      const told = await find(scene, party);
      if (told === null || told.logout === null) return null;
      const request = { ...(await envelope(scene, told, told.logout, relayState)), nameId, sessionIndex };
      const hop = hopTo(
        told.logout,
        () => buildLogoutRequest(request),
        () => buildPostedLogoutRequest(request),
      );
      return { hop, requestId: request.id };
    },

    async readLogoutAnswer(scene, incoming, expected) {
      const told = await find(scene, expected.party);
      if (told === null) return refuse('saml_party_unknown', 'logout-answer.party');
      const { sloUrl } = identityProviderOf(scene.tenant);
      const verified = verifyLogoutResponse(incoming, {
        issuer: told.entityId,
        keys: told.keys,
        now: deps.clock.now(),
        destination: sloUrl,
        inResponseTo: expected.requestId,
      });
      return verified.ok ? { ok: true, complete: verified.status === 'Success' && verified.detail === null } : verified;
    },
  };
}

function hopTo({ url, binding }: SamlEndpoint, address: () => string, fields: () => Readonly<Record<string, string>>): PartyHop {
  return binding === 'redirect' ? { kind: 'redirect', url: address() } : { kind: 'post', url, fields: fields() };
}
