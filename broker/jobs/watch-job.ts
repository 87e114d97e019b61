import type { TenantId } from '../domain/brands.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Snapshots } from '../domain/ports/snapshots.ts';
import type { WatchStore } from '../domain/ports/stores/watch-store.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { Job } from './runner.ts';

/** Many enough for ten thousand tenants every few hours, few enough that a broker that stops is not waited for. */
const tenantsAtOnce = 200;

/** `given-up`: there was more to do, and somebody else goes on with it. */
export type Look = (tenant: TenantId, snapshot: Snapshot, still: () => Promise<boolean>) => Promise<'done' | 'given-up'>;

/** Looks at what is due: tenants with something to read again, and tenants whose settings are new. */
export function watchJob(deps: {
  watched: WatchStore;
  snapshots: Snapshots;
  /** One after the other; each looks after what is its own, and asks `still` before each thing that may take its time. */
  looks: readonly Look[];
  clock: Clock;
  log: Log;
}): Job {
  const { watched, snapshots, looks, clock, log } = deps;

  async function lookAt(tenant: TenantId, still: () => Promise<boolean>): Promise<void> {
    const snapshot = await snapshots.live(tenant);
    for (const look of looks) if ((await look(tenant, snapshot, still)) === 'given-up') return;
    if (snapshot.revision !== null) await watched.noteSeen(tenant, snapshot.epoch, snapshot.revision);
  }

  return {
    name: 'watch',
    everyMs: 45_000,
    async run(still) {
      for (const tenant of await watched.due(clock.now(), tenantsAtOnce)) {
        if (!(await still())) return;
        try {
          await lookAt(tenant, still);
        } catch (error) {
          // One tenant's trouble is not that of the others behind it.
          log.error('job.tenant_failed', { purpose: 'watch', tenant, error });
        }
      }
    },
  };
}
