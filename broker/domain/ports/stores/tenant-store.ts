import type { EpochMs, TenantId } from '../../brands.ts';
import type { Site, Tenant } from '../../tenant.ts';

/** What names a Forge installation's home: the app, its environment, the Jira site. */
export interface ForgeHome {
  readonly appId: string;
  readonly environmentId: string;
  readonly cloudId: string;
}

export interface NewTenant {
  readonly id: TenantId;
  readonly slug: string;
  readonly managedBy: 'forge' | 'file';
  readonly portalOrigin: string;
  readonly loginOrigin: string;
  readonly cloudId: string | null;
  readonly home: ForgeHome | null;
  readonly installationId: string | null;
  readonly createdAt: EpochMs;
}

export interface TenantStore {
  /** False when the slug or a host is taken, now or ever before. */
  insert(row: NewTenant): Promise<boolean>;
  find(id: TenantId): Promise<Tenant | null>;
  findBySlug(slug: string): Promise<Tenant | null>;
  findByHome(home: ForgeHome): Promise<{ tenant: Tenant; installationId: string | null } | null>;
  list(): Promise<readonly Tenant[]>;
  /** The tenant behind a host (lower case, with port where not the default), with its live revision, in one statement. */
  siteOfHost(host: string): Promise<Site | null>;
  /** A new portal host; older ones stay and redirect. False when the slug or host is taken, now or ever before. */
  rename(id: TenantId, slug: string, portalOrigin: string): Promise<boolean>;
  /** Another installation id opens the next epoch; the same one changes nothing. Returns the epoch after it. */
  adoptInstallation(id: TenantId, installationId: string): Promise<number>;
}
