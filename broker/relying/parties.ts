import type { Tenant } from '../domain/tenant.ts';

/** Names of the login host in its role as a SAML identity provider; fixed at creation, like the host. */
export function identityProviderOf(tenant: Tenant) {
  return {
    entityId: `${tenant.loginOrigin}/saml/metadata`,
    ssoUrl: `${tenant.loginOrigin}/saml/sso`,
    sloUrl: `${tenant.loginOrigin}/saml/slo`,
  } as const;
}

/** An application that may ask this tenant to sign people in, with the only addresses that it is answered at. */
export interface Party {
  readonly entityId: string;
  readonly acsUrl: string;
  readonly sloUrl: string;
}

/** Our own portal: the one party of every tenant. */
function portalOf(tenant: Tenant): Party {
  return {
    entityId: `${tenant.loginOrigin}/saml/portal`,
    acsUrl: `${tenant.portalOrigin}/saml/acs`,
    sloUrl: `${tenant.portalOrigin}/saml/slo`,
  };
}

/** The party of this name, null where none is registered. */
export function findParty(tenant: Tenant, entityId: string): Party | null {
  const portal = portalOf(tenant);
  return portal.entityId === entityId ? portal : null;
}
