import { AppError } from '../domain/app-error.ts';
import { createBoundedMap } from '../domain/bounded-map.ts';
import type { TenantId } from '../domain/brands.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Random } from '../domain/ports/random.ts';
import type { ForgeHome, TenantStore } from '../domain/ports/stores/tenant-store.ts';
import type { Tenant } from '../domain/tenant.ts';
import { originsOf } from '../settings/addresses.ts';
import { slugCandidates, slugOfSite } from '../settings/slug.ts';
import { newTenantId } from '../settings/tenant-id.ts';
import type { Invocation } from './invocation.ts';

/** Tenants of the Forge app: one for each (app, environment, site), named by the token alone. */
export interface ForgeTenants {
  /** Null: nobody of this home was here before. `known` is false when another installation of the app owns the tenant. */
  find(invocation: Invocation): Promise<{ readonly tenant: Tenant; readonly known: boolean } | null>;
  /** The id that the tenant of this home would get; the same one until it is created. */
  futureId(invocation: Invocation): TenantId;
  /** Finds or makes the tenant of this home; of racing calls one makes it, all get it. */
  create(invocation: Invocation): Promise<Tenant>;
  /** A valid `installed` event: another installation than before opens the next epoch. */
  installed(tenant: Tenant, invocation: Invocation): Promise<Tenant>;
}

const maxNumberedNames = 99;
const keptFutureIds = 1_000;

export function createForgeTenants(deps: { tenants: TenantStore; baseUrl: string; clock: Clock; random: Random; log: Log }): ForgeTenants {
  const { tenants, baseUrl, clock, random, log } = deps;
  const futureIds = createBoundedMap<TenantId>(keptFutureIds);

  function futureId({ home }: Invocation): TenantId {
    const key = keyOf(home);
    const id = futureIds.get(key) ?? newTenantId(random);
    futureIds.set(key, id);
    return id;
  }

  async function insert(invocation: Invocation, slug: string): Promise<Tenant | null> {
    const id = futureId(invocation);
    const inserted = await tenants.insert({
      id,
      slug,
      managedBy: 'forge',
      ...originsOf(baseUrl, slug),
      cloudId: invocation.home.cloudId,
      home: invocation.home,
      installationId: invocation.installationId,
      createdAt: clock.now(),
    });
    if (inserted) log.info('tenant.created', { tenant: id });
    // Also when it was not: another call may have made the tenant of this home a moment ago.
    const made = await tenants.findByHome(invocation.home);
    if (made !== null) futureIds.delete(keyOf(invocation.home));
    return made?.tenant ?? null;
  }

  return {
    async find(invocation) {
      const found = await tenants.findByHome(invocation.home);
      return found && { tenant: found.tenant, known: found.installationId === invocation.installationId };
    },

    futureId,

    async create(invocation) {
      for (const slug of slugCandidates(slugOfSite(invocation.siteUrl), maxNumberedNames)) {
        const tenant = await insert(invocation, slug);
        if (tenant !== null) return tenant;
      }
      throw new AppError('tenant_exists', { details: { because: 'every numbered name is taken' } });
    },

    async installed(tenant, invocation) {
      const epoch = await tenants.adoptInstallation(tenant.id, invocation.installationId);
      if (epoch !== tenant.epoch) log.info('tenant.epoch_opened', { tenant: tenant.id, epoch });
      const adopted = await tenants.find(tenant.id);
      if (adopted === null) throw new AppError('tenant_unknown');
      return adopted;
    },
  };
}

function keyOf(home: ForgeHome): string {
  return JSON.stringify([home.appId, home.environmentId, home.cloudId]);
}
