import { portalTexts } from '#contract/messages/en/portal';
import { fill } from '../../pages/text.ts';
import type { FormField } from './form-fields.ts';
import { type Posted, single } from './posted.ts';

/** What people wrote, by name of the control, to show it again. */
export type Written = ReadonlyMap<string, readonly string[]>;

export type ReadForm =
  | { readonly ok: true; readonly values: Readonly<Record<string, unknown>>; readonly written: Written }
  /** Words for people, by field id. */
  | { readonly ok: false; readonly problems: ReadonlyMap<string, string>; readonly written: Written };

export const limits = { text: 255, url: 2_000, paragraph: 30_000 } as const;
const texts = portalTexts.form;

/** Reads a posted form against its fields: every value checked, every problem told, unknown names ignored. Pure. */
export function readForm(fields: readonly FormField[], posted: Posted): ReadForm {
  const values: Record<string, unknown> = {};
  const problems = new Map<string, string>();
  for (const field of fields) {
    const outcome = readField(field, posted);
    if ('problem' in outcome) problems.set(field.field.id, outcome.problem);
    else if (outcome.value !== undefined) values[field.field.id] = outcome.value;
  }
  const written = writtenOf(fields, posted);
  return problems.size > 0 ? { ok: false, problems, written } : { ok: true, values, written };
}

export function writtenOf(fields: readonly FormField[], posted: Posted): Written {
  return new Map(fields.map(({ name }) => [name, posted.get(name) ?? []]));
}

type Outcome = { readonly value: unknown } | { readonly problem: string };

/** `undefined` as value: left empty, and may be. */
function readField({ field, kind, name }: FormField, posted: Posted): Outcome {
  if (kind === 'multi-select') {
    const chosen = [...new Set((posted.get(name) ?? []).filter((value) => value !== ''))];
    if (chosen.length === 0) return field.required ? { problem: texts.requiredChoice } : { value: undefined };
    const known = chosen.every((value) => field.choices.some((choice) => choice.value === value));
    return known ? { value: chosen.map((id) => ({ id })) } : { problem: texts.notAChoice };
  }
  // Browsers send CR LF; a text of one line has none.
  const raw = single(posted, name).replaceAll('\r\n', '\n').normalize('NFC');
  const text = kind === 'paragraph' ? raw.trim() : raw.replaceAll(/[\p{Cc}]+/gu, ' ').trim();
  if (text === '') {
    if (!field.required) return { value: undefined };
    return { problem: kind === 'select' ? texts.requiredChoice : texts.required };
  }
  switch (kind) {
    case 'text':
    case 'paragraph':
      return text.length > limits[kind] ? { problem: fill(texts.tooLong, { limit: limits[kind] }) } : { value: text };
    case 'url':
      return text.length <= limits.url && isWebAddress(text) ? { value: text } : { problem: texts.notAnAddress };
    case 'number':
      return /^-?\d{1,15}([.,]\d{1,10})?$/.test(text) ? { value: Number(text.replace(',', '.')) } : { problem: texts.notANumber };
    case 'date':
      return isDate(text) ? { value: text } : { problem: texts.notADate };
    case 'select':
      return field.choices.some((choice) => choice.value === text) ? { value: { id: text } } : { problem: texts.notAChoice };
    default:
      return kind satisfies never;
  }
}

/** RFC 3339 full-date, and a day that exists. */
function isDate(text: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year > 0 && day >= 1 && day <= (lengths[month - 1] ?? 0);
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
}
