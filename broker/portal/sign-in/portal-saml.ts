import type { Refusal } from '../../domain/app-error.ts';
import type { AccountId, EpochMs, SessionId } from '../../domain/brands.ts';
import type { Tenant } from '../../domain/tenant.ts';

/** What a verified answer of the login host says. Everything was read from what its signature covers. */
export interface Admitted {
  readonly ok: true;
  /** InResponseTo: the request it answers, one of those that were asked for. */
  readonly requestId: string;
  readonly assertionId: string;
  /** Until when the assertion could be replayed, skew included. */
  readonly assertionExpiresAt: EpochMs;
  readonly accountId: AccountId;
  readonly displayName: string;
  readonly groups: readonly string[] | null;
  /** Opens the trace of the sign-in; null where it was not said. */
  readonly supportCode: string | null;
  readonly brokerSession: SessionId;
  /** SessionNotOnOrAfter; null where it was not said. */
  readonly sessionNotAfter: EpochMs | null;
}

/** The portal as a SAML service provider towards the tenant's own login host. */
export interface PortalSaml {
  /**
   * Address at the login host with a signed AuthnRequest (Redirect binding), and its id. `connection`: the one that the link
   * names, null where it names none; in the request, because only what is signed there is the portal's word.
   */
  authnRequest(tenant: Tenant, connection: string | null): Promise<{ readonly url: string; readonly requestId: string }>;
  /** Verifies a posted SAMLResponse that must answer one of `requestIds`. */
  readResponse(tenant: Tenant, samlResponse: string, requestIds: readonly string[]): Promise<Admitted | Refusal>;
  /** Address at the login host with a signed LogoutRequest. */
  logoutRequest(tenant: Tenant, session: { readonly accountId: AccountId; readonly brokerSession: SessionId }): Promise<string>;
  /** Is this raw query a LogoutResponse that the login host signed? */
  readLogoutResponse(tenant: Tenant, rawQuery: string): Promise<{ readonly ok: true } | Refusal>;
}
