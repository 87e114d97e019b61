const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Two versions of one beginning, put together, and by path (`saml/entityId`) what the other side has changed. */
export interface Merged<Value> {
  readonly value: Value;
  /** Changed there, not here: taken over. */
  readonly taken: readonly string[];
  /** Changed on both sides, to different values: mine stands. */
  readonly both: readonly string[];
}

/** What was changed here stays, what was not becomes what it is there. Lists are one value. Pure. */
export function merged<Value>(base: Value, mine: Value, theirs: Value): Merged<Value> {
  const { value, taken, both } = mergedAt('', base, mine, theirs);
  return { value: value as Value, taken, both };
}

function mergedAt(path: string, base: unknown, mine: unknown, theirs: unknown): Merged<unknown> {
  if (same(base, theirs) || same(mine, theirs)) return { value: mine, taken: [], both: [] };
  if (isPlain(base) && isPlain(mine) && isPlain(theirs)) {
    const keys = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
    const parts = keys.map((key) => [key, mergedAt(path === '' ? key : `${path}/${key}`, base[key], mine[key], theirs[key])] as const);
    return {
      value: Object.fromEntries(parts.map(([key, part]) => [key, part.value])),
      taken: parts.flatMap(([, part]) => part.taken),
      both: parts.flatMap(([, part]) => part.both),
    };
  }
  return same(base, mine) ? { value: theirs, taken: [path], both: [] } : { value: mine, taken: [], both: [path] };
}
