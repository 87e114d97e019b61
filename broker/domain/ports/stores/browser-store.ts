import type { BrowserId, EpochMs, SubjectKey, TenantId } from '../../brands.ts';

/** A browser that a person signed in with, and a mark in it that says so. */
export interface StoredBrowser {
  readonly tenant: TenantId;
  readonly id: BrowserId;
  readonly subject: SubjectKey;
  /** Of the secret in the cookie, which changes with every use. */
  readonly secretHash: string;
  /** Of the one before, which two windows at once may still bring for a moment. */
  readonly previousHash: string | null;
  readonly rotatedAt: EpochMs;
  /** When the person asked for it not to be asked again; null where it is known and no more. */
  readonly rememberedAt: EpochMs | null;
  /** What the browser calls itself, sealed under the tenant's key. */
  readonly sealed: Uint8Array;
  readonly createdAt: EpochMs;
  readonly lastSeenAt: EpochMs;
}

/** More than anybody signs in with; a script that signs in again and again makes no more rows than this. */
export const mostPerPerson = 50;

export interface BrowserStore {
  find(tenant: TenantId, id: BrowserId): Promise<StoredBrowser | null>;
  list(tenant: TenantId, subject: SubjectKey): Promise<readonly StoredBrowser[]>;
  /** A new one; of a person's browsers the newest `mostPerPerson` are kept. */
  insert(row: StoredBrowser): Promise<void>;
  /**
   * A new secret in the place of this one, in one conditional statement; false when another window came first. `rememberedAt`
   * undefined leaves it as it is.
   */
  rotate(
    row: Pick<StoredBrowser, 'tenant' | 'id' | 'subject'>,
    change: { readonly from: string; readonly to: string; readonly rememberedAt?: EpochMs | undefined },
    now: EpochMs,
  ): Promise<boolean>;
  /** False when it was gone, or is another person's. */
  remove(tenant: TenantId, subject: SubjectKey, id: BrowserId): Promise<boolean>;
  removeAll(tenant: TenantId, subject: SubjectKey): Promise<number>;
  /** Those that were not seen after `before`. */
  sweep(before: EpochMs): Promise<number>;
}
