import { type ErrorCode, errors, errorWords } from '#contract/errors';
import type { RpcError } from '#contract/rpc/result';
import type { Problem } from '#contract/settings/problems';

/** Something that stops a call and that the page can show as it stands. Its words never hold a value that somebody entered. */
export class Fault extends Error {
  readonly error: RpcError;

  constructor(error: RpcError, options?: ErrorOptions) {
    super(error.code, options);
    this.name = 'Fault';
    this.error = error;
  }
}

/** A fault with the words of the closed list. */
export function fault(code: ErrorCode, problems: readonly Problem[] = [], cause?: unknown): Fault {
  return new Fault({ code, ...errorWords[code], problems, supportCode: null }, { cause });
}

/** The closed list grows with the broker; a code that this build does not know keeps its words and counts as `internal`. */
export function knownCode(code: string): ErrorCode {
  return Object.hasOwn(errors, code) ? (code as ErrorCode) : 'internal';
}
