import type { TenantId } from '../../brands.ts';
import type { StoredPepper, StoredTenantKey } from './key-store.ts';

/** A column whose values are sealed under the tenant's data key, and how many of them go in one transaction. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** The column that is the row's name in the value's `Place`. */
  readonly row: string;
  readonly batch: number;
}

/** A sealed value with the name of its row. */
export interface SealedValue {
  readonly row: string;
  readonly sealed: Uint8Array;
}

/** How many wrapped keys name this master key. */
interface MasterKeyCount {
  readonly masterKeyId: string;
  readonly dataKeys: number;
  readonly peppers: number;
}

/**
 * What a rotation of keys reads and writes beside running brokers. Lists go on behind the last row of the batch before;
 * every write names the bytes that it replaces, so that nothing a broker wrote meanwhile is lost.
 */
export interface RotationStore {
  /** Every column that is sealed under data keys. */
  readonly sealedColumns: readonly SealedColumn[];

  countByMasterKey(): Promise<readonly MasterKeyCount[]>;
  /** Data keys that another master key than this one wraps, by tenant and version. */
  dataKeysOfOthers(masterKeyId: string, after: Pick<StoredTenantKey, 'tenant' | 'version'> | null): Promise<readonly StoredTenantKey[]>;
  peppersOfOthers(masterKeyId: string, after: Pick<StoredPepper, 'tenant' | 'purpose'> | null): Promise<readonly StoredPepper[]>;
  /** Puts new wrappings in the place of those that were read, in one transaction; tells how many still were there. */
  rewrapDataKeys(changes: readonly { readonly read: StoredTenantKey; readonly next: StoredTenantKey }[]): Promise<number>;
  rewrapPeppers(changes: readonly { readonly read: StoredPepper; readonly next: StoredPepper }[]): Promise<number>;

  /** A batch of values that begin with less than `head`: sealed under an older version. By row. */
  sealedBefore(tenant: TenantId, at: SealedColumn, head: Uint8Array, after: string | null): Promise<readonly SealedValue[]>;
  countSealedBefore(tenant: TenantId, head: Uint8Array): Promise<number>;
  /** Puts newly sealed values in the place of those that were read, in one transaction; tells how many still were there. */
  reseal(
    tenant: TenantId,
    at: SealedColumn,
    changes: readonly { readonly read: SealedValue; readonly next: Uint8Array }[],
  ): Promise<number>;
  /** Deletes the data keys below `version`, in one statement only when nothing begins with less than `head`. Tells how many. */
  destroyDataKeysBelow(tenant: TenantId, version: number, head: Uint8Array): Promise<number>;
}
