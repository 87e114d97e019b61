import type { FieldValue, Issue } from './model.ts';

/** A value as people read it: labels of options, joined by commas. */
export function textOf(value: FieldValue | undefined): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'object' ? value.value : String(value);
}

export function summaryOf(issue: Issue): string {
  return textOf(issue.fieldValues.get('summary'));
}
