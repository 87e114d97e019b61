import type { CaptureId, EpochMs, TenantId } from '../../brands.ts';

/** An hour, or less, for which an administrator has the messages of a connection kept. */
export interface StoredCapture {
  readonly tenant: TenantId;
  readonly id: CaptureId;
  readonly connection: string;
  readonly startedAt: EpochMs;
  /** Account id of the administrator; `operator` where it was the command. */
  readonly startedBy: string;
  readonly endsAt: EpochMs;
  /** Sign-ins whose messages were kept. */
  readonly kept: number;
}

/** What a provider said in one sign-in, redacted and sealed. */
export interface StoredMessages {
  readonly tenant: TenantId;
  readonly id: string;
  readonly capture: CaptureId;
  readonly connection: string;
  readonly at: EpochMs;
  /** The refusal of the answer; `proven` where it was taken. */
  readonly code: string;
  /** Under the tenant's key, bound to this row. */
  readonly sealed: Uint8Array;
}

export interface CaptureStore {
  /** False when one of this connection runs already. */
  start(capture: Omit<StoredCapture, 'kept'>): Promise<boolean>;
  /** Ends the one that runs. False when none does. */
  stop(tenant: TenantId, connection: string, now: EpochMs): Promise<boolean>;
  /** The one that runs for this connection. */
  running(tenant: TenantId, connection: string, now: EpochMs): Promise<StoredCapture | null>;
  /** All that run at this tenant. */
  allRunning(tenant: TenantId, now: EpochMs): Promise<readonly StoredCapture[]>;
  /** Takes a place among the `most` sign-ins of a capture that still runs, in one statement, and fills it; false when there is none. */
  keep(messages: StoredMessages, most: number): Promise<boolean>;
  /** Those of a connection, newest first, without what is sealed. */
  list(tenant: TenantId, connection: string): Promise<readonly Omit<StoredMessages, 'sealed'>[]>;
  find(tenant: TenantId, id: string): Promise<StoredMessages | null>;
  /** Removes all messages of a connection; returns how many. */
  remove(tenant: TenantId, connection: string): Promise<number>;
  /** Removes messages kept before, and captures that ended before; returns how many messages. */
  sweep(before: EpochMs): Promise<number>;
}
