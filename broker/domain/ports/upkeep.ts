import type { LifecycleList, MetadataStatus } from '#contract/rpc/lifecycle';
import type { Tenant } from '../tenant.ts';

/**
 * What brokers look after by themselves, for administrators: what providers publish and what of it is live, what ends, which
 * domains are proven. A connection is named by its id; all throw `connection_unknown` and `metadata_not_watched`.
 */
export interface Upkeep {
  list(tenant: Tenant): Promise<LifecycleList>;
  /** Reads the metadata now. What is wrong with it stands in the status; nothing is thrown for it. */
  refresh(tenant: Tenant, connection: string): Promise<MetadataStatus>;
  /** Makes the addresses of this digest live. `by` names the administrator. Throws `metadata_nothing_staged`, `metadata_changed_meanwhile`. */
  approve(tenant: Tenant, connection: string, digest: string, by: string): Promise<MetadataStatus>;
  /** Keeps the addresses of this digest from being taken over, or goes back from them to those in the settings. Throws likewise. */
  dismiss(tenant: Tenant, connection: string, digest: string): Promise<MetadataStatus>;
}
