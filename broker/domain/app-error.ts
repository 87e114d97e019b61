import type { ErrorCode } from '#contract/errors';
import type { Problem } from '#contract/settings/problems';

/** A broken promise. `code` is from the closed list; `details` and `cause` go to the log only, never to a person. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  readonly problems: readonly Problem[];

  constructor(
    code: ErrorCode,
    more: {
      cause?: unknown;
      details?: Readonly<Record<string, string | number | boolean | null>>;
      problems?: readonly Problem[];
    } = {},
  ) {
    super(code, more.cause === undefined ? {} : { cause: more.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = more.details ?? {};
    this.problems = more.problems ?? [];
  }

  /** The check that failed, as the trace behind a support code names it; the code itself where nothing finer is known. */
  get because(): string {
    const { because } = this.details;
    return typeof because === 'string' ? because : this.code;
  }
}

/** A normal outcome that says no: returned, not thrown. `because` names the check that said so, for log, trace and tests. */
export interface Refusal {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly because: string;
}

/** Makes a refusal. */
export function refuse(code: ErrorCode, because: string): Refusal {
  return { ok: false, code, because };
}
