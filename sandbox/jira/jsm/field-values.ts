import type { ChosenOption, FieldValue, RequestField, RequestType } from '../model.ts';
import { Refusal } from '../refusal.ts';
import { textOfAdf } from '../shapes/text.ts';

/** What of one field is wrong, in Jira's words. */
type Checked = { value: FieldValue } | { problem: string };

/**
 * Values for a new request: what the client sent, checked field by field, and the presets of hidden fields.
 * Throws one 400 that names every field in error. That the refusal speaks of fields in `errorMessage` is what clients
 * report; its exact words are not documented.
 */
export function checkedFieldValues(type: RequestType, sent: Record<string, unknown>, adf: boolean): Map<string, FieldValue> {
  const problems: string[] = [];
  const values = new Map<string, FieldValue>();
  for (const fieldId of Object.keys(sent)) {
    if (!type.fields.some((field) => field.visible && field.fieldId === fieldId)) {
      problems.push(`Field '${fieldId}' cannot be set. It is not on the appropriate screen, or unknown.`);
    }
  }
  for (const field of type.fields) {
    const given = field.visible ? sent[field.fieldId] : undefined;
    if (!field.visible) setPreset(values, field);
    else if (given === undefined || given === null || given === '' || (Array.isArray(given) && given.length === 0)) {
      if (field.required) problems.push(`${field.name} is required.`);
    } else {
      const checked = checkValue(field, given, adf);
      if ('problem' in checked) problems.push(`${field.name}: ${checked.problem}`);
      else values.set(field.fieldId, checked.value);
    }
  }
  if (problems.length === 0) return values;
  const message = `Your request could not be created. Please check the fields have been correctly filled in. ${problems.join(' ')}`;
  throw new Refusal(400, message, { i18nKey: 'sd.request.create.error.fields', parameters: problems });
}

function setPreset(values: Map<string, FieldValue>, field: RequestField): void {
  const preset = field.preset;
  if (preset.length === 0) return;
  if (field.kind === 'select') values.set(field.fieldId, optionValue(field, preset[0] ?? ''));
  else if (field.kind === 'multi-select')
    values.set(
      field.fieldId,
      preset.map((id) => optionValue(field, id)),
    );
  else values.set(field.fieldId, field.kind === 'number' ? Number(preset[0]) : (preset[0] ?? ''));
}

function checkValue(field: RequestField, given: unknown, adf: boolean): Checked {
  switch (field.kind) {
    case 'summary':
    case 'text':
      return line(given);
    case 'description':
    case 'paragraph':
      return adf ? document(given) : paragraphs(given);
    case 'number':
      return typeof given === 'number' && Number.isFinite(given) ? { value: given } : { problem: 'Operation value must be a number' };
    case 'date':
      return date(given);
    case 'select':
      return option(field, given);
    case 'multi-select':
      return options(field, given);
    default:
      return field.kind satisfies never;
  }
}

function line(given: unknown): Checked {
  if (typeof given !== 'string') return { problem: 'Operation value must be a string' };
  if (/[\r\n]/.test(given)) return { problem: 'The summary is invalid because it contains newline characters.' };
  return given.length > 255
    ? { problem: 'The entered text is too long. It exceeds the allowed limit of 255 characters.' }
    : { value: given };
}

function paragraphs(given: unknown): Checked {
  if (typeof given !== 'string') return { problem: 'Operation value must be a string' };
  if (given.length > 32_767) return { problem: 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.' };
  return { value: given };
}

function document(given: unknown): Checked {
  const isDocument = typeof given === 'object' && given !== null && (given as { type?: unknown }).type === 'doc';
  return isDocument ? paragraphs(textOfAdf(given)) : { problem: 'Operation value must be an Atlassian Document' };
}

function date(given: unknown): Checked {
  const real = typeof given === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(`${given}T00:00:00Z`));
  return real ? { value: given } : { problem: `Error parsing date string: ${String(given)}` };
}

function option(field: RequestField, given: unknown): Checked {
  const chosen = choose(field, given);
  return 'problem' in chosen ? chosen : { value: chosen };
}

function choose(field: RequestField, given: unknown): ChosenOption | { problem: string } {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { problem: 'Could not find valid id or value.' };
  const { id, value } = given as { id?: unknown; value?: unknown };
  const found = field.options.find((candidate) => (id === undefined ? candidate.label === value : candidate.id === id));
  return found ? optionValue(field, found.id) : { problem: `Option id '${String(id ?? value)}' is not valid` };
}

function options(field: RequestField, given: unknown): Checked {
  if (!Array.isArray(given)) return { problem: 'data was not an array' };
  const values: ChosenOption[] = [];
  for (const entry of given) {
    const chosen = choose(field, entry);
    if ('problem' in chosen) return chosen;
    values.push(chosen);
  }
  return { value: values };
}

function optionValue(field: RequestField, id: string): ChosenOption {
  return { id, value: field.options.find((candidate) => candidate.id === id)?.label ?? id };
}
