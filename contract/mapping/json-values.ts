import { type PathStep, readPath } from '#contract/settings/json-path';

type Json = Readonly<Record<string, unknown>>;

/** More than anybody has of anything; what is beyond makes the answer malformed, not shorter. */
const maxValues = 10_000;

/**
 * The values at a path. Null: the document does not go there, which is not the same as a list without entries. Own
 * properties only, whatever they are called; `null` is nothing.
 */
export function valuesAt(document: unknown, path: string): readonly unknown[] | null {
  const steps = readPath(path);
  if (steps === null) return null;
  let values: readonly unknown[] = [document];
  for (const step of steps) {
    const next = follow(values, step);
    if (next === null || next.length > maxValues) return null;
    values = next;
  }
  return values;
}

/** Null where there was something to go on from, and none of it goes on. */
function follow(values: readonly unknown[], step: PathStep): readonly unknown[] | null {
  switch (step.kind) {
    case 'key':
      return some(values, (value) => (isObject(value) ? own(value, step.name) : undefined));
    case 'index':
      return some(values, (value) => (Array.isArray(value) ? (value[step.at] as unknown) : undefined));
    case 'each':
    case 'where': {
      const lists = values.filter((value): value is unknown[] => Array.isArray(value));
      if (lists.length === 0 && values.length > 0) return null;
      const entries = lists.flat(1).filter((entry) => entry !== null);
      return step.kind === 'each' ? entries : entries.filter((entry) => isObject(entry) && textOf(own(entry, step.name)) === step.is);
    }
    default:
      return step satisfies never;
  }
}

function some(values: readonly unknown[], into: (value: unknown) => unknown): readonly unknown[] | null {
  const found = values.map(into).filter((value) => value !== undefined && value !== null);
  return found.length === 0 && values.length > 0 ? null : found;
}

/** A text, or what can be written as one without losing anything; null for all else. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  // Beyond 2^53 two numbers of the provider are one here.
  return Number.isSafeInteger(value) ? String(value) : null;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(value: Json, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}
