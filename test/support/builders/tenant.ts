import type { NewTenant } from '../../../broker/domain/ports/stores/tenant-store.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { brand } from './brand.ts';

/** A tenant named by its slug, with the hosts that come with it. */
export function aNewTenant(slug = 'acme', more: Partial<NewTenant> = {}): NewTenant {
  return {
    id: brand(`tenant-${slug}`),
    slug,
    managedBy: 'file',
    portalOrigin: `https://${slug}.example`,
    loginOrigin: `https://${slug}-login.example`,
    cloudId: null,
    home: null,
    installationId: null,
    createdAt: 1_000,
    ...more,
  };
}

/** The same, as the broker knows it. */
export function aTenant(more: Partial<Tenant> = {}): Tenant {
  return { ...aNewTenant(), status: 'active', epoch: 1, ...more };
}
