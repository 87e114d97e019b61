import type { Connection } from '#contract/settings/connection';
import type { Refusal } from '../app-error.ts';
import type { CaptureId, EpochMs, TenantId } from '../brands.ts';
import type { Observed } from '../observations.ts';
import type { Stores } from './storage.ts';
import type { StoredCapture } from './stores/capture-store.ts';

/** Messages about to be kept; the id is what the trace of the sign-in refers to them by. */
export interface PreparedMessages {
  readonly id: string;
  /** Belongs in the commit that consumes the answer, so that a repeated one writes nothing. Writes nothing once the hour is over. */
  write(stores: Stores): Promise<void>;
}

/** What was kept of one sign-in, opened. */
interface KeptMessages {
  readonly id: string;
  readonly connection: string;
  readonly at: EpochMs;
  readonly code: string;
  readonly messages: Observed['messages'];
}

/**
 * Messages of providers, kept for an administrator who looks for a fault: for a connection, for an hour, of people who were
 * told so before they left, without signatures and tokens, sealed, and gone after a day.
 */
export interface Captures {
  /** The capture that people of this connection have to be told of now. `until`: the latest end of any capture of the tenant. */
  running(tenant: TenantId, connection: string, until: EpochMs): Promise<CaptureId | null>;
  prepare(kept: {
    readonly tenant: TenantId;
    readonly connection: string;
    readonly capture: CaptureId;
    readonly code: string;
    readonly messages: Observed['messages'];
  }): Promise<PreparedMessages>;

  /**
   * Refuses where one runs already, and for codes by e-mail: there no provider says anything. `by`: account id of the
   * administrator, or `operator`.
   */
  start(
    tenant: TenantId,
    connection: Pick<Connection, 'id' | 'protocol'>,
    by: string,
  ): Promise<{ readonly ok: true; readonly capture: StoredCapture } | Refusal>;
  /** Ends it before its time. What it kept stays until it is deleted, or a day old. False when none runs. */
  stop(tenant: TenantId, connection: string, by: string): Promise<boolean>;
  allRunning(tenant: TenantId): Promise<readonly StoredCapture[]>;
  /** What is kept of a connection's sign-ins, newest first. */
  list(tenant: TenantId, connection: string): Promise<readonly Omit<KeptMessages, 'messages'>[]>;
  read(tenant: TenantId, id: string, by: string): Promise<KeptMessages | null>;
  /** Deletes what is kept of a connection, at once. Returns how many sign-ins. */
  forget(tenant: TenantId, connection: string, by: string): Promise<number>;
}
