import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { AccountId, SessionId } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { SigningKeys } from '../../domain/ports/signing-keys.ts';
import type { Tenant } from '../../domain/tenant.ts';
import type { Assertion } from '../../saml/assertion/assertion.ts';
import { soleValue } from '../../saml/assertion/attributes.ts';
import { buildAuthnRequest } from '../../saml/authn-request.ts';
import { buildLogoutRequest } from '../../saml/logout-request.ts';
import { verifyLogoutResponse } from '../../saml/logout-response.ts';
import { newMessageId } from '../../saml/message-id.ts';
import { persistentFormat } from '../../saml/names.ts';
import { verifyResponse } from '../../saml/verify-response.ts';
import { isAccountId } from '../guard/ids.ts';
import { paths } from '../paths.ts';
import type { Admitted, PortalSaml } from './portal-saml.ts';

/** Both ends are ours: the fast curve, on both sides (DESIGN section 5). */
const algorithm = 'ecdsa-p256';
const clockSkewMs = 60_000;
/** An account id is never longer, and a person's name rarely. */
const longestName = 200;
/** Three groups of four signs, and room for more. */
const longestCode = 40;

/** The portal's end of the SAML hop to its own login host; all XML stays in `broker/saml`. */
export function createPortalSaml(deps: { keys: SigningKeys; clock: Clock; random: Random }): PortalSaml {
  const { keys, clock } = deps;
  const newId = () => newMessageId(deps.random);
  const signingKey = async (tenant: Tenant) => (await keys.current(tenant.id, 'portal', algorithm)).privateKey;
  const trustedKeys = async (tenant: Tenant) => (await keys.trusted(tenant.id, 'login', algorithm)).map((key) => key.publicKey);

  return {
    async authnRequest(tenant, connection) {
      const requestId = newId();
      const url = buildAuthnRequest({
        id: requestId,
        now: clock.now(),
        issuer: issuerOf(tenant),
        destination: `${tenant.loginOrigin}/saml/sso`,
        acsUrl: `${tenant.portalOrigin}${paths.acs}`,
        providers: connection === null ? [] : [connection],
        relayState: null,
        key: await signingKey(tenant),
      });
      return { url, requestId };
    },

    async readResponse(tenant, samlResponse, requestIds) {
      if (requestIds.length === 0) return refuse('portal_sign_in_unmatched', 'no request');
      const expect = {
        issuer: loginIssuerOf(tenant),
        keys: await trustedKeys(tenant),
        audience: issuerOf(tenant),
        recipient: `${tenant.portalOrigin}${paths.acs}`,
        clockSkewMs,
        // Either covers everything that is read; which one the login signs is its own affair.
        signed: 'either',
      } as const;
      const verified = verifyResponse({ encoded: samlResponse, now: clock.now(), expect: { ...expect, inResponseTo: requestIds } });
      if (verified.ok) return admittedBy(verified.assertion);
      const because = `${verified.code}: ${verified.because}`;
      if (verified.code === 'saml_provider_refused') return refuse('portal_sign_in_refused', because);
      return refuse(verified.code === 'saml_request_mismatch' ? 'portal_sign_in_unmatched' : 'portal_sign_in_unproven', because);
    },

    async logoutRequest(tenant, session) {
      return buildLogoutRequest({
        id: newId(),
        now: clock.now(),
        issuer: issuerOf(tenant),
        destination: `${tenant.loginOrigin}${paths.slo}`,
        nameId: { value: session.accountId, format: persistentFormat },
        sessionIndex: session.brokerSession,
        relayState: null,
        key: await signingKey(tenant),
      });
    },

    async readLogoutResponse(tenant, rawQuery) {
      const verified = verifyLogoutResponse(rawQuery, {
        issuer: loginIssuerOf(tenant),
        keys: await trustedKeys(tenant),
        now: clock.now(),
        destination: `${tenant.portalOrigin}${paths.slo}`,
        inResponseTo: null,
      });
      return verified.ok ? { ok: true } : verified;
    },
  };
}

/** What the login promised to release (persistent account id, session index, name, groups), or the one thing that is amiss. */
function admittedBy(assertion: Assertion): Admitted | Refusal {
  const { nameId, sessionIndex, inResponseTo: requestId } = assertion;
  if (nameId.format !== persistentFormat || !isAccountId(nameId.value))
    return refuse('portal_sign_in_unproven', 'NameID: not an account id');
  if (sessionIndex === null || sessionIndex === '') return refuse('portal_sign_in_unproven', 'SessionIndex: missing');
  const name = soleValue(assertion.attributes, 'displayName');
  if (!name.ok) return refuse('portal_sign_in_unproven', `displayName: ${name.because}`);
  return {
    ok: true,
    requestId,
    assertionId: assertion.id,
    assertionExpiresAt: assertion.notOnOrAfter + clockSkewMs,
    accountId: nameId.value as AccountId,
    displayName: (name.value ?? '').slice(0, longestName),
    groups: assertion.attributes.get('groups') ?? null,
    supportCode: assertion.attributes.get('supportCode')?.at(0)?.slice(0, longestCode) ?? null,
    brokerSession: sessionIndex as SessionId,
    sessionNotAfter: assertion.sessionNotOnOrAfter,
  };
}

function issuerOf(tenant: Tenant): string {
  return `${tenant.loginOrigin}/saml/portal`;
}

function loginIssuerOf(tenant: Tenant): string {
  return `${tenant.loginOrigin}/saml/metadata`;
}
