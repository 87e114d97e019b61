import type { EpochMs, PersonKey, SubjectKey } from '../domain/brands.ts';
import type { PersonPlace } from '../domain/ports/stores/person-store.ts';

/** Whom an id means: a row of somebody, or somebody with a second factor of whom there is no row. */
export type Meant = { readonly key: PersonKey } | { readonly subject: SubjectKey };

export const idOfKey = (key: PersonKey) => `a.${key}`;
export const idOfSubject = (subject: SubjectKey) => `s.${subject}`;

/** Null for what is no id of ours. */
export function meantBy(id: string): Meant | null {
  const [, kind, name] = /^([as])\.([A-Za-z0-9_-]{43})$/.exec(id) ?? [];
  if (kind === undefined || name === undefined) return null;
  return kind === 'a' ? { key: name as PersonKey } : { subject: name as SubjectKey };
}

/** Where the next page of a list begins: among those with a row, or among those without. */
export type Cursor = { readonly row: PersonPlace | null } | { readonly subject: SubjectKey | null };

export function cursorText(cursor: Cursor): string {
  if ('subject' in cursor) return `s.${cursor.subject ?? ''}`;
  return cursor.row === null ? 'a' : `a.${cursor.row.addedAt}.${cursor.row.key}`;
}

/** A text that is no cursor begins at the beginning: it came from the page, which shows nothing by it that it may not see. */
export function cursorOf(text: string | null, first: Cursor): Cursor {
  if (text === null) return first;
  const [, at, key] = /^a\.(\d{1,15})\.([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
  if (at !== undefined && key !== undefined) return { row: { addedAt: Number(at) as EpochMs, key: key as PersonKey } };
  const [, subject] = /^s\.([A-Za-z0-9_-]{43})?$/.exec(text) ?? [];
  if (text.startsWith('s.')) return { subject: subject === undefined ? null : (subject as SubjectKey) };
  return first;
}
