import type { ErrorCode } from '#contract/errors';
import type { TenantId } from '../brands.ts';

/** Writes a refusal or failure down (log and redacted trace) and gives the support code that the person can quote. */
export interface Refusals {
  /** Never throws: with the database away the code is still in the log. */
  record(refusal: {
    tenant: TenantId | null;
    code: ErrorCode;
    because: string;
    /** Where it happened, e.g. `callback`, `second-factor`, `portal-acs`. */
    step: string;
    connection?: string | null;
    error?: unknown;
  }): Promise<string>;
}
