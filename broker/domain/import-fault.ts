import type { ImportErrorCode } from '#contract/errors/import';
import type { Problem } from '#contract/settings/problems';
import { AppError } from './app-error.ts';

/** Why an import was refused; `said` is what the other side wrote, for the administrator's eyes at the field `path`. */
export function importFault(code: ImportErrorCode, because: string, more: { cause?: unknown; said?: Problem } = {}): AppError {
  return new AppError(code, {
    details: { because },
    ...(more.cause === undefined ? {} : { cause: more.cause }),
    ...(more.said === undefined ? {} : { problems: [more.said] }),
  });
}
