import type { ErrorCode } from '#contract/errors';
import type { TenantId } from '../brands.ts';
import type { LoginTrace, TraceNote } from '../trace.ts';

/** Whom a refusal meets: anybody at all; the browser that a login under way belongs to; or a person who has proven an identity. */
export type Standing = 'stranger' | 'under-way' | 'known';

/** Writes a refusal or failure down (log and redacted trace) and gives the support code that the person can quote. */
export interface Refusals {
  /** Never throws: with the database away the code is still in the log. */
  record(refusal: {
    tenant: TenantId | null;
    code: ErrorCode;
    because: string;
    /** Where it happened, e.g. `callback`, `second-factor`, `portal-acs`. */
    step: string;
    /** The address of whoever is refused; null where a server of ours or of Atlassian asks for people. */
    address: string | null;
    /** A stranger unless told. Traces are shared out among the three, and among addresses, so that strangers do not use up what is for people. */
    standing?: Standing;
    connection?: string | null;
    /** The login that was refused, where one was opened. */
    login?: { readonly party: string; readonly trace: LoginTrace; readonly note?: Omit<TraceNote, 'because' | 'ok'> } | null;
    error?: unknown;
  }): Promise<string>;
}
