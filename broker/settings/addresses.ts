import type { TenantAddresses } from '#contract/rpc/status';
import type { Tenant } from '../domain/tenant.ts';

/** The default hosts of a tenant below the broker's own address (DESIGN section 4). `baseUrl` is an origin. */
export function originsOf(baseUrl: string, slug: string): { readonly portalOrigin: string; readonly loginOrigin: string } {
  const base = new URL(baseUrl);
  return { portalOrigin: `${base.protocol}//${slug}.${base.host}`, loginOrigin: `${base.protocol}//${slug}-login.${base.host}` };
}

export function addressesOf(tenant: Tenant): TenantAddresses {
  return {
    slug: tenant.slug,
    portalOrigin: tenant.portalOrigin,
    loginOrigin: tenant.loginOrigin,
  };
}
