import type { ErrorCode } from '#contract/errors';
import type { Problem } from '#contract/settings/problems';
import { AppError } from '../../domain/app-error.ts';
import type { OutboundResponse } from '../../domain/ports/outbound.ts';
import type { Unproven } from './answers.ts';
import { type CallName, endpointOf } from './endpoints.ts';
import type { ErrorCollection, ErrorResponse } from './types.generated.ts';

/** What a refused call said, as far as anybody may read it. */
interface Refused {
  readonly name: CallName;
  readonly response: Pick<OutboundResponse, 'status' | 'headers'>;
  readonly body: unknown;
  readonly retryAfterMs: number | null;
}

/** An answer that is not 2xx, as an error of the closed list. */
export function failureOf({ name, response, body, retryAfterMs }: Refused): AppError {
  const { status, headers } = response;
  const code = lacksScope(headers) ? 'jira_permission_missing' : codeOf(name, status, body);
  const { right } = endpointOf(name);
  return new AppError(code, {
    details: {
      call: name,
      status,
      ...(code === 'jira_permission_missing' ? { right } : {}),
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    },
    ...(code === 'jira_request_invalid' ? { problems: problemsIn(body) } : {}),
  });
}

/** Atlassian's gateway answers 401 for a token that is good but lacks a scope, and says so in a header. */
function lacksScope(headers: OutboundResponse['headers']): boolean {
  return headers['x-failure-category'] === 'FAILURE_CLIENT_SCOPE_CHECK';
}

function codeOf(name: CallName, status: number, body: unknown): ErrorCode {
  if (status >= 500) return 'jira_unavailable';
  switch (status) {
    case 400:
    case 409:
    case 413:
      return 'jira_request_invalid';
    case 401:
      return endpointOf(name).unauthorizedMeansForbidden ? 'jira_permission_missing' : 'jira_credential_rejected';
    case 403:
      return 'jira_permission_missing';
    case 404:
      // A site that was renamed, closed or mistyped answers 404 with a page: that says nothing about what was asked for.
      return isJiraError(body) ? 'jira_not_found' : 'jira_answer_unexpected';
    case 412:
      return 'jira_experimental_off';
    case 429:
      return 'jira_busy';
    default:
      // Redirects are among these: they are never followed.
      return 'jira_answer_unexpected';
  }
}

/** The members of a refusal: JSM says `errorMessage`, the platform `errorMessages` and `errors`. */
type ErrorBody = Unproven<ErrorResponse & ErrorCollection>;

function isJiraError(body: unknown): boolean {
  const { errorMessage, errorMessages, errors }: ErrorBody = asRecord(body);
  return errorMessage !== undefined || errorMessages !== undefined || errors !== undefined;
}

/** Jira's own words about what was sent. Nothing of a refusal is relied on: what does not fit is left out. */
function problemsIn(body: unknown): Problem[] {
  const { errorMessage, errorMessages, errors }: ErrorBody = asRecord(body);
  const ofFields = Object.entries(asRecord(errors)).slice(0, 100);
  const ofAll = [errorMessage, ...(Array.isArray(errorMessages) ? errorMessages : [])].slice(0, 20);
  return [
    ...ofFields.flatMap(([field, message]) => (typeof message === 'string' ? fieldProblem(field, message) : [])),
    ...ofAll.flatMap((message) => (typeof message === 'string' ? [{ path: '', message: shown(message) }] : [])),
  ];
}

/** A problem at `/fields/<id>`, where the id is one. */
export function fieldProblem(field: string, message: string): Problem[] {
  return /^[A-Za-z][A-Za-z0-9_-]{0,99}$/.test(field) ? [{ path: `/fields/${field}`, message: shown(message) }] : [];
}

/** Jira's own words, fit to be shown: one line, not endless. */
function shown(message: string): string {
  return message
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 500);
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** Did this call end with this status? */
export function endedWith(error: unknown, status: number): error is AppError {
  return error instanceof AppError && error.details.status === status;
}
