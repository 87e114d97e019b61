import type { Settings } from '#contract/settings/snapshot';
import type { TenantId } from './brands.ts';
import type { Secret } from './secret.ts';

/** The settings of a tenant as one revision has them, with the secrets they refer to. Never changed once made. */
export interface Snapshot {
  readonly tenant: TenantId;
  readonly epoch: number;
  /** Null: nothing was ever activated, `settings` are the empty ones. */
  readonly revision: number | null;
  readonly settings: Settings;
  /** By the name in a `SecretRef`. */
  readonly secrets: ReadonlyMap<string, Secret>;
}
