import type { ErrorCode } from '#contract/errors';
import type { Problem } from '#contract/settings/problems';

/** What went wrong, in a form that a page can show as it stands. */
export interface RpcError {
  readonly code: ErrorCode;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly problems: readonly Problem[];
  /** Opens the redacted trace of this failure; null where there is none. */
  readonly supportCode: string | null;
}

export type RpcResult<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: RpcError };
