import type { EpochMs, TenantId } from '../../brands.ts';

/** `metadata`: what the provider of a connection publishes. `domain`: the proof of an e-mail domain. */
export type WatchedKind = 'metadata' | 'domain';

/** Something outside that is looked at again from time to time, and what was seen. */
export interface Watched {
  readonly tenant: TenantId;
  readonly kind: WatchedKind;
  /** The connection; for a domain, the domain. */
  readonly name: string;
  /** 0: not there yet. */
  readonly version: number;
  readonly nextAt: EpochMs;
  /** JSON of the kind; whoever reads it checks its shape. */
  readonly state: unknown;
}

export interface WatchStore {
  find(tenant: TenantId, kind: WatchedKind, name: string): Promise<Watched | null>;
  list(tenant: TenantId): Promise<readonly Watched[]>;
  /**
   * Compare-and-swap on the version; false when it is another one by now. `live`: brokers must read it anew, so the
   * tenant's overlay number rises in the same transaction.
   */
  save(row: Watched, change: { readonly live: boolean }): Promise<boolean>;
  /** The same for what is no more. */
  remove(row: Watched, change: { readonly live: boolean }): Promise<boolean>;
  /** Everything that brokers lay over a tenant's settings, with the number that it has, in one statement. */
  overlay(tenant: TenantId): Promise<{ readonly overlay: number; readonly rows: readonly Pick<Watched, 'kind' | 'name' | 'state'>[] }>;
  /** Tenants with something to look at by `now`, or with settings that nobody has looked through; at most `limit`. */
  due(now: EpochMs, limit: number): Promise<readonly TenantId[]>;
  /** These settings were looked through. */
  noteSeen(tenant: TenantId, epoch: number, revision: number): Promise<void>;
}
