import type { EpochMs, TenantId } from '../../brands.ts';
import type { TraceStep } from '../../trace.ts';

/** What became of a sign-in: it ended well, or it, or a step of it, was refused. */
export type TraceOutcome = 'signed-in' | 'refused';

/** A sign-in or a refusal, without anything that names a person. */
export interface StoredTrace {
  readonly tenant: TenantId;
  /** 60 random bits as 12 Crockford base32 characters. */
  readonly supportCode: string;
  /** When it ended. */
  readonly at: EpochMs;
  readonly outcome: TraceOutcome;
  /** The error; `signed_in` where there was none. */
  readonly code: string;
  readonly because: string;
  /** Where it ended. */
  readonly step: string;
  readonly connection: string | null;
  readonly party: string | null;
  /** Since the login began; null where none was opened. */
  readonly tookMs: number | null;
  readonly steps: readonly TraceStep[];
  /** Id of the provider's messages, where an administrator had them kept; they live shorter than the trace. */
  readonly kept: string | null;
}

/** One line of a list of sign-ins. */
export type TraceSummary = Pick<StoredTrace, 'supportCode' | 'at' | 'outcome' | 'code' | 'party' | 'tookMs'>;

export interface TraceStore {
  insert(row: StoredTrace): Promise<void>;
  find(tenant: TenantId, supportCode: string): Promise<StoredTrace | null>;
  /** The latest of a connection, newest first, `limit` at most. */
  latest(tenant: TenantId, connection: string, limit: number): Promise<readonly TraceSummary[]>;
  /** When somebody last signed in by each of these connections; one that is missing has had nobody within the traces' life. */
  lastSignIns(tenant: TenantId, connections: readonly string[]): Promise<ReadonlyMap<string, EpochMs>>;
  sweep(before: EpochMs): Promise<number>;
}
