/**
 * The login host as a SAML identity provider: reads what parties ask and writes what they are told. Whether a person may
 * pass is not decided here, and no party is answered at an address that is not registered for it.
 */
import { hash } from 'node:crypto';
import { refuse } from '../domain/app-error.ts';
import type { AccountId } from '../domain/brands.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { PartyAnswer, Relying } from '../domain/ports/party.ts';
import type { Random } from '../domain/ports/random.ts';
import type { SigningKey, SigningKeys } from '../domain/ports/signing-keys.ts';
import type { Tenant } from '../domain/tenant.ts';
import type { PartyRequest } from '../domain/transaction.ts';
import { checkAuthnRequest, readAuthnRequest } from '../saml/authn-request.ts';
import { buildErrorResponse, buildResponse } from '../saml/build-response.ts';
import { selfSignedCertificate } from '../saml/certificate.ts';
import { openLogoutRequest } from '../saml/logout-request.ts';
import { buildLogoutResponse } from '../saml/logout-response.ts';
import { identityProviderMetadata } from '../saml/metadata.ts';
import { persistentFormat } from '../saml/names.ts';
import { verifyRedirectSignature } from '../saml/redirect/verify-signature.ts';
import { contextOf, strengthOf } from './contexts.ts';
import { findParty, identityProviderOf } from './parties.ts';
import { releasedGroups } from './released-groups.ts';

const certificateLifetimeMs = 10 * 365 * 86_400_000;

/** An assertion is posted at once; clocks of parties may differ by the skew they allow. */
const assertionLifetimeMs = 5 * 60_000;

export function createRelying(deps: { keys: SigningKeys; clock: Clock; random: Random }): Relying {
  /** A name of XML, new for each message. */
  const newId = () => `_${Buffer.from(deps.random.bytes(20)).toString('hex')}`;
  const signer = async (tenant: Tenant) => ({ key: (await deps.keys.current(tenant.id, 'login', 'ecdsa-p256')).privateKey });
  const partyKeys = async (tenant: Tenant) => (await deps.keys.trusted(tenant.id, 'portal', 'ecdsa-p256')).map((key) => key.publicKey);

  function answerTo(request: PartyRequest, encoded: string): PartyAnswer {
    const relayState = request.relayState === null ? {} : { RelayState: request.relayState };
    return { acsUrl: request.acsUrl, fields: { SAMLResponse: encoded, ...relayState } };
  }

  return {
    async read(tenant, rawQuery) {
      const read = readAuthnRequest(rawQuery);
      if (!read.ok) return read;
      const { request } = read;
      const party = findParty(tenant, request.issuer);
      if (party === null) return refuse('saml_party_unknown', 'request.issuer');
      const signed = verifyRedirectSignature(read, await partyKeys(tenant));
      if (!signed.ok) return signed;
      const { ssoUrl } = identityProviderOf(tenant);
      const fresh = checkAuthnRequest(request, { now: deps.clock.now(), destination: ssoUrl });
      if (!fresh.ok) return fresh;
      // A signature does not make an address ours to post to: it has to be registered.
      if ((request.acsUrl ?? party.acsUrl) !== party.acsUrl) return refuse('saml_acs_not_registered', 'request.acs');
      const strength = strengthOf(request.requestedContexts);
      if (strength === null) return refuse('saml_request_unsupported', 'request.context');
      return {
        ok: true,
        request: {
          party: party.entityId,
          requestId: request.id,
          acsUrl: party.acsUrl,
          relayState: read.relayState,
          strength,
          subject: (request.subject?.value as AccountId | undefined) ?? null,
          forceAuthn: request.forceAuthn,
          isPassive: request.isPassive,
        },
      };
    },

    async answer(tenant, request, released) {
      const now = deps.clock.now();
      const { assurance } = released;
      const groups = releasedGroups(released.groups);
      const built = buildResponse({
        responseId: newId(),
        assertionId: newId(),
        now,
        lifetimeMs: assertionLifetimeMs,
        issuer: identityProviderOf(tenant).entityId,
        audience: request.party,
        recipient: request.acsUrl,
        inResponseTo: request.requestId,
        nameId: { value: released.accountId, format: persistentFormat },
        authnInstant: assurance.at,
        authnContextClassRef: contextOf(assurance.strength),
        sessionIndex: released.sessionIndex,
        sessionNotOnOrAfter: null,
        attributes: [
          { name: 'displayName', values: [xmlText(released.displayName)] },
          { name: 'connection', values: [released.connection] },
          // Unknown groups are left out altogether: an empty list would say that there are none.
          ...(groups === null ? [] : [{ name: 'groups', values: groups.map(xmlText) }]),
        ],
        sign: { ...(await signer(tenant)), what: 'assertion' },
      });
      if (!built.ok) throw new Error(`an answer could not be written: ${built.because}`);
      return answerTo(request, built.encoded);
    },

    async answerRefusal(tenant, request, reason) {
      const detail = ({ denied: 'RequestDenied', 'no-passive': 'NoPassive', failed: 'AuthnFailed' } as const)[reason];
      const built = buildErrorResponse({
        responseId: newId(),
        now: deps.clock.now(),
        issuer: identityProviderOf(tenant).entityId,
        recipient: request.acsUrl,
        inResponseTo: request.requestId,
        status: 'Responder',
        detail,
        sign: await signer(tenant),
      });
      return answerTo(request, built.encoded);
    },

    async readLogout(tenant, rawQuery) {
      const opened = openLogoutRequest(rawQuery);
      if (!opened.ok) return opened;
      const party = findParty(tenant, opened.issuer);
      if (party === null) return refuse('saml_party_unknown', 'logout.issuer');
      const { sloUrl } = identityProviderOf(tenant);
      const proven = opened.prove({ keys: await partyKeys(tenant), now: deps.clock.now(), destination: sloUrl });
      if (!proven.ok) return proven;
      const { id, nameId, sessionIndexes, relayState } = proven.request;
      const [sessionIndex = null, ...others] = sessionIndexes;
      if (others.length > 0) return refuse('logout_request_invalid', 'logout.several-sessions');
      return {
        ok: true,
        logout: { party: party.entityId, requestId: id, accountId: nameId.value as AccountId, sessionIndex, relayState },
      };
    },

    async logoutAnswerUrl(tenant, logout) {
      const party = findParty(tenant, logout.party);
      if (party === null) throw new Error('the party of a logout is gone');
      return buildLogoutResponse({
        id: newId(),
        now: deps.clock.now(),
        issuer: identityProviderOf(tenant).entityId,
        destination: party.sloUrl,
        inResponseTo: logout.requestId,
        outcome: 'success',
        relayState: logout.relayState,
        key: (await signer(tenant)).key,
      });
    },

    async metadata(tenant) {
      const keys = await deps.keys.trusted(tenant.id, 'login', 'ecdsa-p256');
      const certificates = keys.map((key) => certificateOf(key, new URL(tenant.loginOrigin).hostname));
      return identityProviderMetadata({ ...identityProviderOf(tenant), certificates });
    },
  };
}

/** Metadata speaks of keys as certificates; this one says nothing beyond its key. The serial is the key's, so it stays the same. */
function certificateOf(key: SigningKey, commonName: string): string {
  return selfSignedCertificate({
    privateKey: key.privateKey,
    commonName,
    serial: hash('sha256', key.id, 'buffer').subarray(0, 16),
    notBefore: key.createdAt,
    notAfter: key.createdAt + certificateLifetimeMs,
  }).toString('base64');
}

/** What XML cannot carry (XML 1.0, 2.2) may stand in a name that came as JSON; it becomes a replacement character. */
function xmlText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these very characters are meant
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
}
