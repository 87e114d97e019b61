import type { EpochMs, TenantId } from '../../brands.ts';

/** A test sign-in as the database has it. It ends in `done`; nothing of it is ever read by a login, nor the other way. */
export interface StoredSignInTest {
  readonly tenant: TenantId;
  /** 128 random bits, base64url: names the test for its administrator, and is the reference that the provider carries. */
  readonly id: string;
  readonly version: number;
  readonly state: 'waiting' | 'under-way' | 'done';
  readonly connection: string;
  /** SHA-256 of the ticket in the link, which nobody else has. */
  readonly ticketHash: string;
  /** Hash of the cookie key of the browser that began; empty while nobody has, and again in the end. */
  readonly keyHash: string;
  /** What is tested, with its secret; at last what came of it, in its place. Sealed under the tenant's key. */
  readonly sealed: Uint8Array;
  /** What the connector remembers between departure and return, under the key of that browser; null where nobody is away. */
  readonly memory: Uint8Array | null;
  /** Of the present state: the ticket, then the sign-in. */
  readonly expiresAt: EpochMs;
  readonly deleteAt: EpochMs;
}

export interface SignInTestStore {
  insert(row: StoredSignInTest): Promise<void>;
  find(tenant: TenantId, id: string): Promise<StoredSignInTest | null>;
  findByTicket(tenant: TenantId, ticketHash: string): Promise<StoredSignInTest | null>;
  /** Spends the ticket for one browser: true for the first caller only, ever, and only before it expires. One statement. */
  take(tenant: TenantId, ticketHash: string, by: { readonly keyHash: string; readonly until: EpochMs }, now: EpochMs): Promise<boolean>;
  /** Compare-and-swap; false when the stored version is another one than `expectVersion`. */
  save(row: StoredSignInTest, expectVersion: number): Promise<boolean>;
  /** Removes what was to be deleted before `now`; returns how many. */
  sweep(now: EpochMs): Promise<number>;
}
