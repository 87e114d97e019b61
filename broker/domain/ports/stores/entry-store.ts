import type { SessionId, TenantId } from '../../brands.ts';

/** An application that a broker session entered, so that it can be told of the session's end. */
export interface StoredEntry {
  readonly tenant: TenantId;
  readonly brokerSession: SessionId;
  /** Short name of the application. */
  readonly application: string;
  /** What the application knows the session by. */
  readonly sessionIndex: string;
  /** Keyed fingerprint of the name that the application knows the person by. */
  readonly nameKey: string;
  /** That name, and whom it was told, sealed under the tenant's key. */
  readonly sealed: Uint8Array;
}

export interface EntryStore {
  /** One row for each application of a session, the latest. False, and nothing is written, when the session has ended. */
  put(row: StoredEntry): Promise<boolean>;
  ofSessions(tenant: TenantId, sessions: readonly SessionId[]): Promise<readonly StoredEntry[]>;
  /** Sessions that entered the application under this name; of those indexes only where there are some, oldest id first. */
  sessionsOf(tenant: TenantId, application: string, nameKey: string, sessionIndexes: readonly string[]): Promise<readonly SessionId[]>;
}
