import { dueRolls } from '../domain/own-keys.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { KeyRotation } from '../domain/ports/key-rotation.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Snapshots } from '../domain/ports/snapshots.ts';
import type { TenantStore } from '../domain/ports/stores/tenant-store.ts';
import type { Tenant } from '../domain/tenant.ts';
import { eachTenant } from './each-tenant.ts';
import type { Job } from './runner.ts';

export interface KeyJobDeps {
  readonly tenants: Pick<TenantStore, 'list'>;
  readonly snapshots: Snapshots;
  readonly keyRotation: Pick<KeyRotation, 'list' | 'rotateSigning'>;
  /** How old a key is when its successor begins to sign; 0: keys are exchanged by command only. */
  readonly lifetimeMs: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** Exchanges our own signing keys in time. An exchange that is under way is left alone, whoever began it. */
export function keyJob(deps: KeyJobDeps): Job {
  const { snapshots, keyRotation, lifetimeMs, clock } = deps;

  async function lookAt(tenant: Tenant): Promise<void> {
    const { signing } = await keyRotation.list(tenant.id);
    const { settings } = await snapshots.live(tenant.id);
    const foreign = settings.parties.some(({ enabled }) => enabled);
    for (const { purpose, times } of dueRolls(signing, { foreign }, clock.now(), lifetimeMs))
      await keyRotation.rotateSigning(tenant.id, [purpose], times);
  }

  return eachTenant({ name: 'own-keys', everyMs: 6 * 3_600_000 }, deps, lookAt);
}
