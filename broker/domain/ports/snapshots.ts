import type { TenantId } from '../brands.ts';
import type { Snapshot } from '../snapshot.ts';

export interface Snapshots {
  /** The snapshot of exactly this live revision (as `Site.revision` told it), from memory or read anew. */
  at(tenant: TenantId, epoch: number, revision: number | null): Promise<Snapshot>;
  /** The live one, whatever it is now. */
  live(tenant: TenantId): Promise<Snapshot>;
}
