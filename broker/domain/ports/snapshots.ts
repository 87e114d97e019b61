import type { TenantId } from '../brands.ts';
import type { Snapshot } from '../snapshot.ts';

export interface Snapshots {
  /**
   * The snapshot of this live revision as brokers run it: with what was taken over from providers (`effectiveConnection`)
   * laid over the connections. `revision` and `overlay` as the request's `Site` told them; from memory or read anew; the
   * newer one where it was replaced since then, never an older one.
   */
  at(tenant: TenantId, epoch: number, revision: number | null, overlay: number): Promise<Snapshot>;
  /** The live one as it was activated, whatever it is now: for those who write settings, and for jobs. */
  live(tenant: TenantId): Promise<Snapshot>;
}
