import type { EpochMs, TenantId } from '../../brands.ts';

/** A sign-out on its way from one application to the next. Only the browser that is on that way can open it. */
export interface StoredLogout {
  readonly tenant: TenantId;
  /** 22 characters, short enough for the RelayState of SAML (Bindings 3.4.3). */
  readonly handle: string;
  readonly keyHash: string;
  readonly sealed: Uint8Array;
  readonly expiresAt: EpochMs;
}

/** What a provider has ended, by the names of `domain/upstream-marks.ts`. */
interface UpstreamEnded {
  readonly tenant: TenantId;
  readonly connection: string;
  readonly marks: readonly string[];
  readonly at: EpochMs;
  readonly expiresAt: EpochMs;
}

export interface LogoutStore {
  insert(row: StoredLogout): Promise<void>;
  /** Living ones only. */
  find(tenant: TenantId, handle: string, keyHash: string, now: EpochMs): Promise<StoredLogout | null>;
  /** False when somebody else has taken it already, or it was never there. */
  remove(tenant: TenantId, handle: string): Promise<boolean>;
  /** Keeps what a provider has ended, for sign-ins that are under way. */
  noteEnd(end: UpstreamEnded): Promise<void>;
  /** When one of these was last ended; null where none was, or nobody is under way any more who began before. */
  lastEnd(tenant: TenantId, connection: string, marks: readonly string[], now: EpochMs): Promise<EpochMs | null>;
  sweep(now: EpochMs): Promise<number>;
}
