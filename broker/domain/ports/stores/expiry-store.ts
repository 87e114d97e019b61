import type { EpochMs, TenantId } from '../../brands.ts';
import type { ExpiringKind } from '../../expiry.ts';

/** Something that ends, under a name that is the same each time. */
export interface Expiring {
  readonly kind: ExpiringKind;
  readonly name: string;
  readonly endsAt: EpochMs;
}

export interface ExpiryStore {
  /** What a tenant has that ends; what is not named any more is forgotten, and so are warnings of an end that moved. */
  replace(tenant: TenantId, items: readonly Expiring[]): Promise<void>;
  /**
   * True for exactly one of racing brokers: nobody has warned of this end at this step (days before it; -1 when it has
   * passed) or a later one. One conditional statement.
   */
  warn(tenant: TenantId, item: Expiring, step: number): Promise<boolean>;
  /** Of all tenants, for figures. */
  all(): Promise<readonly (Expiring & { readonly tenant: TenantId })[]>;
}
