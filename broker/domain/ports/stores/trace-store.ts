import type { EpochMs, TenantId } from '../../brands.ts';

/** A refused or failed step, without anything that names a person. */
export interface StoredTrace {
  readonly tenant: TenantId;
  /** 60 random bits as 12 Crockford base32 characters. */
  readonly supportCode: string;
  readonly at: EpochMs;
  readonly code: string;
  readonly because: string;
  readonly step: string;
  readonly connection: string | null;
}

export interface TraceStore {
  insert(row: StoredTrace): Promise<void>;
  find(tenant: TenantId, supportCode: string): Promise<StoredTrace | null>;
  sweep(before: EpochMs): Promise<number>;
}
