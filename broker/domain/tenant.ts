import type { EpochMs, TenantId } from './brands.ts';

/** One installation: (app, environment, cloudId), or one created by the operator's command. */
export interface Tenant {
  readonly id: TenantId;
  /** First label of its default hosts; given once and never to another tenant. */
  readonly slug: string;
  readonly managedBy: 'forge' | 'file';
  readonly status: 'active' | 'suspended';
  /** Origins without a trailing slash. The login origin never changes: entity ids and redirect addresses hang on it. */
  readonly portalOrigin: string;
  readonly loginOrigin: string;
  readonly cloudId: string | null;
  /** Grows with each installation of the Forge app; revisions are ordered within an epoch. */
  readonly epoch: number;
  readonly createdAt: EpochMs;
}

/** Where a request arrived: the tenant, which of its two faces, and the settings revision that was live at that moment. */
export interface Site {
  readonly tenant: Tenant;
  readonly kind: 'portal' | 'login';
  /** The origin that the browser used; an older portal host after a rename redirects to `tenant.portalOrigin`. */
  readonly origin: string;
  /** Null: nothing was ever activated. */
  readonly revision: number | null;
  /** Counts what was taken over from providers beside the settings (`Snapshots.at`). */
  readonly overlay: number;
  /** Messages of some connection may be kept until then (`Captures.running`). */
  readonly capturesUntil: EpochMs;
  /** Something may be said of single people (`ports/people.ts`); false saves the look. */
  readonly hasPeople: boolean;
}
