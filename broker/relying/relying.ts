/**
 * The login host as a SAML identity provider: reads what parties ask and writes what they are told. Whether a person may
 * pass is not decided here, and no party is answered at an address that is not registered for it.
 */
import { refuse } from '../domain/app-error.ts';
import { readCertificate } from '../domain/certificates.ts';
import { identityProviderOf } from '../domain/party.ts';
import { partySessionIndex, transientName } from '../domain/party-names.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { PartyAnswer, PartyScene, Relying } from '../domain/ports/party.ts';
import type { Random } from '../domain/ports/random.ts';
import type { SigningAlgorithm, SigningKeys } from '../domain/ports/signing-keys.ts';
import type { Vault } from '../domain/ports/vault.ts';
import type { PartyRequest } from '../domain/transaction.ts';
import { checkAuthnRequest, readAuthnRequest } from '../saml/authn-request.ts';
import { buildErrorResponse, buildResponse } from '../saml/build-response.ts';
import { certificateOfKey } from '../saml/certificate.ts';
import { carriedQuery, incomingOf } from '../saml/message/carry.ts';
import { verifyMessageSignature } from '../saml/message/incoming.ts';
import { newMessageId } from '../saml/message-id.ts';
import { identityProviderMetadata } from '../saml/metadata/write.ts';
import { persistentFormat } from '../saml/names.ts';
import { askedBy, contextOf } from './contexts.ts';
import { createRelyingLogout } from './logout.ts';
import { pairwiseName } from './names.ts';
import { ownPageOf } from './own-page.ts';
import { algorithmOf, findParty, type PartyAtHand } from './parties.ts';
import { formatUri, type Telling, tell, xmlText } from './release.ts';
import { releasedGroups } from './released-groups.ts';
import { requestedNameProblem } from './requested-name.ts';

/** An assertion is posted at once; clocks of parties may differ by the skew they allow. */
const assertionLifetimeMs = 5 * 60_000;

export function createRelying(deps: { keys: SigningKeys; vault: Vault; clock: Clock; random: Random }): Relying {
  const newId = () => newMessageId(deps.random);
  const signer = async ({ tenant }: PartyScene, algorithm: SigningAlgorithm) => ({
    key: (await deps.keys.current(tenant.id, 'login', algorithm)).privateKey,
  });
  const party = (scene: PartyScene, entityId: string) => findParty(scene, entityId, deps.keys);

  function answerTo(request: PartyRequest, encoded: string): PartyAnswer {
    const relayState = request.relayState === null ? {} : { RelayState: request.relayState };
    return { kind: 'form', acsUrl: request.acsUrl, fields: { SAMLResponse: encoded, ...relayState } };
  }

  /** The portal knows people by their Jira account; others by what is registered for them. */
  async function telling(scene: PartyScene, to: PartyAtHand, released: Parameters<Relying['answer']>[2]) {
    const { identity, account } = released;
    if (to.application === null) return tellPortal(released);
    const { tenant, snapshot } = scene;
    return tell(
      to.application,
      snapshot.settings,
      { ...released, account },
      {
        pairwise: await pairwiseName(deps.vault, tenant, to, identity),
        transient: await transientName(deps.vault, tenant.id, to.entityId, released.sessionIndex),
      },
    );
  }

  /** The portal's sessions hang on the broker session itself; other applications get a name of their own for it. */
  const sessionIndexAt = async ({ tenant }: PartyScene, to: PartyAtHand, session: string) =>
    to.application === null ? session : partySessionIndex(deps.vault, tenant.id, to.entityId, session);

  return {
    ...createRelyingLogout(deps),
    asQuery: carriedQuery,

    async read(scene, rawQuery) {
      const arrived = incomingOf(rawQuery);
      if (!arrived.ok) return arrived;
      const read = readAuthnRequest(arrived.incoming);
      if (!read.ok) return read;
      const { request, signature } = read;
      const asking = await party(scene, request.issuer);
      if (asking === null) return refuse('saml_party_unknown', 'request.issuer');
      // A signature that is there is judged even where none is asked for, unless there is nothing to judge it by.
      const isJudged = asking.signedRequests || (signature !== null && asking.keys.length > 0);
      const signed = isJudged ? verifyMessageSignature(read, asking.keys) : { ok: true as const };
      if (!signed.ok) return signed;
      const { ssoUrl } = identityProviderOf(scene.tenant);
      // Only a signed request has to say where it goes (Bindings 3.4.5.2, 3.5.5.2).
      const destination = request.destination ?? (isJudged ? null : ssoUrl);
      const fresh = checkAuthnRequest({ ...request, destination }, { now: deps.clock.now(), destination: ssoUrl });
      if (!fresh.ok) return fresh;
      // A signature does not make an address ours to post to: it has to be registered.
      const acsUrl = request.acsUrl ?? asking.acsUrls[0];
      if (acsUrl === undefined || !asking.acsUrls.includes(acsUrl)) return refuse('saml_acs_not_registered', 'request.acs');
      const asked = askedBy(request.requestedContexts);
      if (asked === null) return refuse('saml_request_unsupported', 'request.context');
      const problem = requestedNameProblem(request.nameIdFormat, asking);
      if (problem !== null) return problem;
      return {
        ok: true,
        request: {
          party: asking.entityId,
          requestId: request.id,
          acsUrl,
          relayState: read.relayState,
          ...asked,
          subject: request.subject?.value ?? null,
          forceAuthn: request.forceAuthn,
          isPassive: request.isPassive,
        },
        // What nobody signed is not the party's word.
        providers: isJudged ? request.providers : [],
      };
    },

    async answer(scene, request, released) {
      const page = ownPageOf(scene, request);
      if (page !== null) return { ok: true, answer: page, entry: null };
      const to = await party(scene, request.party);
      if (to === null || !to.acsUrls.includes(request.acsUrl)) return refuse('saml_party_unknown', 'answer.party');
      const told = await telling(scene, to, released);
      if (!told.ok) return told;
      if (request.subject !== null && request.subject !== told.nameId.value) return refuse('stepup_subject_mismatch', 'request.subject');
      const { application } = to;
      const sessionIndex = await sessionIndexAt(scene, to, released.sessionIndex);
      const built = buildResponse({
        responseId: newId(),
        assertionId: newId(),
        now: deps.clock.now(),
        lifetimeMs: assertionLifetimeMs,
        issuer: identityProviderOf(scene.tenant).entityId,
        audience: request.party,
        recipient: request.acsUrl,
        inResponseTo: request.requestId,
        nameId: told.nameId,
        authnInstant: released.assurance.at,
        authnContextClassRef: contextOf(released.assurance.strength, request.contexts),
        sessionIndex,
        sessionNotOnOrAfter: null,
        attributes: told.attributes,
        sign: { ...(await signer(scene, to.algorithm)), what: application?.sign ?? 'assertion' },
        encryptTo: application?.encryptTo ? readCertificate(application.encryptTo).publicKey : null,
      });
      if (!built.ok) throw new Error(`an answer could not be written: ${built.because}`);
      const entry = application && { application: application.id, party: to.entityId, sessionIndex, nameId: told.nameId };
      return { ok: true, answer: answerTo(request, built.encoded), entry };
    },

    async answerRefusal(scene, request, reason) {
      const page = ownPageOf(scene, request);
      if (page !== null) return page;
      const detail = ({ denied: 'RequestDenied', 'no-passive': 'NoPassive', failed: 'AuthnFailed' } as const)[reason];
      const to = await party(scene, request.party);
      const built = buildErrorResponse({
        responseId: newId(),
        now: deps.clock.now(),
        issuer: identityProviderOf(scene.tenant).entityId,
        recipient: request.acsUrl,
        inResponseTo: request.requestId,
        status: 'Responder',
        detail,
        sign: await signer(scene, to?.algorithm ?? 'ecdsa-p256'),
      });
      return answerTo(request, built.encoded);
    },

    async metadata({ tenant, snapshot }, application) {
      const party = application === null ? null : (snapshot.settings.parties.find(({ id }) => id === application) ?? null);
      if (application !== null && party === null) return null;
      const keys = await deps.keys.trusted(tenant.id, 'login', party === null ? 'ecdsa-p256' : algorithmOf(party));
      const certificates = keys.map((key) => certificateOfKey(key, new URL(tenant.loginOrigin).hostname));
      const told = party === null ? {} : describe(party);
      return identityProviderMetadata({ ...identityProviderOf(tenant), certificates, ...told });
    },
  };
}

/** What metadata for an application says besides names, addresses and keys. */
function describe(party: NonNullable<PartyAtHand['application']>) {
  return {
    bindings: ['redirect', 'post'] as const,
    nameIdFormats: [formatUri(party.nameId.format)],
    wantsSignedRequests: party.signedRequests,
  };
}

function tellPortal({ identity, account, supportCode }: Parameters<Relying['answer']>[2]): Telling {
  if (account === null) throw new Error('the portal is told of an account always');
  const groups = releasedGroups(identity.groups);
  return {
    ok: true,
    nameId: { value: account.accountId, format: persistentFormat },
    attributes: [
      { name: 'displayName', values: [xmlText(account.displayName)] },
      { name: 'connection', values: [identity.connection] },
      ...(supportCode === undefined ? [] : [{ name: 'supportCode', values: [supportCode] }]),
      // Unknown groups are left out altogether: an empty list would say that there are none.
      ...(groups === null ? [] : [{ name: 'groups', values: groups.map(xmlText) }]),
    ],
  };
}
