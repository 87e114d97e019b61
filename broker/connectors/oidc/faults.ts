import type { ErrorCode } from '#contract/errors';
import { AppError, type Refusal, refuse } from '../../domain/app-error.ts';

/** A broken promise of the provider. `because` names the check, as in a refusal. */
export function fault(code: ErrorCode, because: string, cause?: unknown): AppError {
  return new AppError(code, { details: { because }, ...(cause === undefined ? {} : { cause }) });
}

/** The first AppError in a chain of causes: the library wraps what our own fetch threw. */
export function faultIn(error: unknown): AppError | null {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    if (current instanceof AppError) return current;
    current = current.cause;
  }
  return null;
}

/** The same as a refusal, for a caller who gets outcomes returned. Faults of anybody else than the provider are thrown on. */
export function refusalOfFault(error: unknown): Refusal {
  const found = faultIn(error);
  if (found === null || !found.code.startsWith('oidc_')) throw error;
  const { because } = found.details;
  return refuse(found.code, typeof because === 'string' ? because : found.code);
}
