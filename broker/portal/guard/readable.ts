import { AppError } from '../../domain/app-error.ts';
import type { JiraRequest, RequestField } from '../../domain/jira.ts';

/** A field of a request as people read it. */
export interface ReadableField {
  readonly id: string;
  readonly label: string;
  readonly text: string;
}

const titled = new Set(['summary']);

/**
 * R8: what a request page may say of a request's values. Only fields that the request form shows, as text; of people
 * their names only, of unknown shapes nothing.
 */
export function readableFields(request: JiraRequest, form: readonly RequestField[]): ReadableField[] {
  const visible = new Map(form.filter((field) => field.visible).map((field) => [field.id, field]));
  return request.fields.flatMap((value) => {
    const field = visible.get(value.id);
    if (field === undefined || titled.has(value.id)) return [];
    const text = readableValue(value.value);
    return text === null || text.trim() === '' ? [] : [{ id: value.id, label: field.name, text }];
  });
}

/** A field value as text, or null where nothing may or can be said. */
export function readableValue(value: unknown): string | null {
  if (typeof value === 'string') return withoutAccountIds(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) {
    const parts = value.map(readableValue).filter((part): part is string => part !== null);
    return parts.length === 0 ? null : parts.join(', ');
  }
  if (typeof value !== 'object' || value === null) return null;
  const shape = value as Readonly<Record<string, unknown>>;
  // A person: never `name` (an old user name), `emailAddress` or ids.
  if ('accountId' in shape || 'emailAddress' in shape) return typeof shape.displayName === 'string' ? personName(shape.displayName) : null;
  const own = [shape.value, shape.name, shape.label].find((part) => typeof part === 'string');
  if (typeof own !== 'string') return null;
  const child = readableValue(shape.child);
  return withoutAccountIds(child === null ? own : `${own} / ${child}`);
}

/** A person's name for others: portal-only customers without a name carry their e-mail address as one. */
export function personName(displayName: string): string {
  const name = displayName.replace(/([^\s@<>]+)@[^\s@<>]+/g, '$1').trim();
  return name === '' ? '?' : name;
}

/** Text of comments and fields: mentions carry account ids, which are nobody's business. */
export function withoutAccountIds(text: string): string {
  return text.replace(/\[~(?:accountid:)?[^\]\n]{1,200}\]/gi, '@…');
}

/** For places where a type's form is gone: then no field can be shown, the request itself still can. */
export function noFormWhenGone(error: unknown): readonly RequestField[] {
  if (error instanceof AppError && error.code === 'jira_not_found') return [];
  throw error;
}
