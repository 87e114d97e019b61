import { AppError } from '../../domain/app-error.ts';

/** After these, Jira certainly did nothing: it was not asked, or said no. After every other failure nobody knows. */
const certain: ReadonlySet<string> = new Set([
  'jira_not_configured',
  'jira_credential_rejected',
  'jira_permission_missing',
  'jira_experimental_off',
  'jira_busy',
  'jira_not_found',
  'jira_request_invalid',
  'outbound_refused',
]);

/** A failed write: what Jira said about the fields, that nothing was done, or that it is not known. Anything unforeseen is thrown on. */
export type WriteFailure =
  | { readonly kind: 'fields'; readonly error: AppError; readonly problems: ReadonlyMap<string, string>; readonly rest: readonly string[] }
  | { readonly kind: 'not-done'; readonly error: AppError }
  | { readonly kind: 'unknown'; readonly error: AppError };

export function writeFailure(error: unknown): WriteFailure {
  if (!(error instanceof AppError)) throw error;
  if (error.code === 'jira_request_invalid') {
    const problems = new Map<string, string>();
    const rest: string[] = [];
    for (const { path, message } of error.problems) {
      const field = /^\/fields\/([A-Za-z][A-Za-z0-9_-]*)$/.exec(path)?.[1];
      if (field === undefined) rest.push(message);
      else if (!problems.has(field)) problems.set(field, message);
    }
    return { kind: 'fields', error, problems, rest };
  }
  return { kind: certain.has(error.code) ? 'not-done' : 'unknown', error };
}
