/**
 * Reading of answers. A member's name is Atlassian's (checked against the generated types while compiling), its value is
 * unproven until one of these functions has looked at it. Whatever is missing or of another kind throws
 * `jira_answer_unexpected` and names the place, never the value.
 */
import { AppError } from '../../domain/app-error.ts';
import type { AccountId, EpochMs } from '../../domain/brands.ts';
import { accountIdPattern } from './addresses.ts';

export type Unproven<Shape> = { readonly [Name in keyof Shape]?: unknown };

/** An error that names what was wrong with an answer. */
export function unexpected(at: string, cause?: unknown): AppError {
  return new AppError('jira_answer_unexpected', { details: { at }, ...(cause === undefined ? {} : { cause }) });
}

export function object<Shape>(value: unknown, at: string): Unproven<Shape> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected(at);
  return value as Unproven<Shape>;
}

export function list(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw unexpected(at);
  return value;
}

export function text(value: unknown, at: string): string {
  if (typeof value !== 'string') throw unexpected(at);
  return value;
}

/** Jira leaves out or nulls texts that nobody entered. */
export function textOrEmpty(value: unknown, at: string): string {
  return value === undefined || value === null ? '' : text(value, at);
}

export function textOrNull(value: unknown, at: string): string | null {
  return value === undefined || value === null ? null : text(value, at);
}

export function flag(value: unknown, at: string): boolean {
  if (typeof value !== 'boolean') throw unexpected(at);
  return value;
}

/** An id of digits, as text; some answers write it as a number. */
export function id(value: unknown, at: string): string {
  const written = typeof value === 'number' ? String(value) : value;
  if (typeof written !== 'string' || !/^\d{1,19}$/.test(written)) throw unexpected(at);
  return written;
}

export function accountId(value: unknown, at: string): AccountId {
  if (typeof value !== 'string' || !accountIdPattern.test(value)) throw unexpected(at);
  return value as AccountId;
}

export function wholeNumber(value: unknown, at: string): number {
  if (!Number.isSafeInteger(value)) throw unexpected(at);
  return value as number;
}

/** `epochMillis` of a DateDTO. */
export function date(value: unknown, at: string): EpochMs {
  return wholeNumber(object<{ epochMillis: number }>(value, at).epochMillis, `${at}/epochMillis`);
}
