import type { Protocol } from '#contract/settings/connection';
import type { Settings } from '#contract/settings/snapshot';
import type { TenantId } from '../../broker/domain/brands.ts';
import type { NewTenant } from '../../broker/domain/ports/stores/tenant-store.ts';
import type { Tenant } from '../../broker/domain/tenant.ts';
import { createApply } from '../../broker/settings/apply.ts';
import { createSnapshots } from '../../broker/settings/snapshots.ts';
import { settingsToParts } from '../../broker/settings/to-parts.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createRecordedLog } from './recorded-log.ts';
import { secretsOf } from './settings.ts';
import { openTestStorage, type TestStorage } from './storage.ts';

export type SettingsBench = Awaited<ReturnType<typeof openSettingsBench>>;

/** Real storage with the settings room over it. Close it after the test. */
export async function openSettingsBench(given: { storage?: TestStorage; clock?: FakeClock; speaks?: readonly Protocol[] } = {}) {
  const clock = given.clock ?? createFakeClock();
  const log = createRecordedLog();
  const storage = given.storage ?? (await openTestStorage({ clock }));
  const spoken = given.speaks ?? ['oidc'];
  const apply = createApply({ storage, speaks: (protocol) => spoken.includes(protocol), clock, log });
  const snapshots = createSnapshots({ storage });

  async function addTenant(slug: string, wish: Partial<NewTenant> = {}): Promise<Tenant> {
    const id = `ten_${slug}` as TenantId;
    const inserted = await storage.tenants.insert({
      id,
      slug,
      managedBy: 'forge',
      portalOrigin: `https://${slug}.help.example`,
      loginOrigin: `https://${slug}-login.help.example`,
      cloudId: null,
      home: null,
      installationId: null,
      createdAt: clock.now(),
      ...wish,
    });
    const tenant = await storage.tenants.find(id);
    if (!inserted || tenant === null) throw new Error(`the tenant ${slug} is there already`);
    return tenant;
  }

  /** Puts every part, and gives the manifest that an activation needs. */
  async function push(tenant: Tenant, revision: number, settings: Settings) {
    const { parts, refs } = settingsToParts(settings, secretsOf(settings));
    for (const part of parts) await apply.putPart(tenant, part, tenant.managedBy);
    return { epoch: tenant.epoch, manifest: { revision, parts: [...refs] } };
  }

  async function makeLive(tenant: Tenant, revision: number, settings: Settings) {
    return apply.activate(tenant, await push(tenant, revision, settings), tenant.managedBy);
  }

  return { clock, log, storage, apply, snapshots, addTenant, push, makeLive, close: () => storage.close() };
}
