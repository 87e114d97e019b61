import type { EpochMs, FactorId, TenantId, TokenId } from '../../brands.ts';

/** A hardware token of a tenant's pool. Who holds it is said by its factor alone. */
export interface StoredToken {
  readonly tenant: TenantId;
  readonly id: TokenId;
  /** Keyed fingerprint of the number on its back; unique within the tenant. */
  readonly serialHash: string;
  /** Number, secret and how it counts, sealed under the tenant's key (`broker/factors/oath-token/sealed-token.ts`). */
  readonly sealed: Uint8Array;
  /** The factor it became when it was last given out; null for never. */
  readonly factor: FactorId | null;
  /** Does that factor still stand? Nobody else gets the token while it does. */
  readonly isHeld: boolean;
  /** The first counter, or time step, that may still count. Only grows, whoever holds the token. */
  readonly position: number;
  /** By how many steps its clock is ahead of ours; 0 for one without a clock. */
  readonly drift: number;
  /** A code far ahead was entered: the only counter or step that counts next, besides those within reach. Null for none. */
  readonly awaited: number | null;
  readonly addedAt: EpochMs;
}

export type NewToken = Omit<StoredToken, 'factor' | 'isHeld' | 'drift' | 'awaited'>;

/** Where a page of the list begins: behind this one. */
export type TokenPlace = Pick<StoredToken, 'addedAt' | 'id'>;

interface Reached {
  readonly position: number;
  readonly drift: number;
}

export interface TokenStore {
  /** Adds those whose number is not there yet, in one statement, and returns how many that were. */
  add(rows: readonly NewToken[]): Promise<number>;
  /** Those of these fingerprints that are there. */
  known(tenant: TenantId, serialHashes: readonly string[]): Promise<ReadonlySet<string>>;
  findBySerial(tenant: TenantId, serialHash: string): Promise<StoredToken | null>;
  ofFactor(tenant: TenantId, factor: FactorId): Promise<StoredToken | null>;
  /** In the order in which they were added. */
  page(tenant: TenantId, after: TokenPlace | null, limit: number): Promise<readonly StoredToken[]>;
  count(tenant: TenantId): Promise<{ readonly all: number; readonly held: number }>;

  /** Becomes this factor, where it still is as it was read. One conditional statement: true for one caller only. */
  assign(seen: StoredToken, to: Reached & { readonly factor: FactorId }): Promise<boolean>;
  /** `position` grows, in one conditional statement; false for a replay, and for a factor that has it no more. */
  advance(tenant: TenantId, factor: FactorId, to: Reached): Promise<boolean>;
  /** Only this counts next, besides what is within reach; where it still is as it was read. */
  expect(seen: StoredToken, awaited: number): Promise<boolean>;
  /** Takes it from the pool, where it still is as it was read. */
  remove(seen: StoredToken): Promise<boolean>;
}
