import type { TenantId } from '../brands.ts';
import type { Snapshot } from '../snapshot.ts';

export interface Snapshots {
  /**
   * The snapshot of this live revision (as `Site.revision` told it), from memory or read anew; the newer one where it was
   * replaced since then, never an older one.
   */
  at(tenant: TenantId, epoch: number, revision: number | null): Promise<Snapshot>;
  /** The live one, whatever it is now. */
  live(tenant: TenantId): Promise<Snapshot>;
}
