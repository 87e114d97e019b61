import { createBoundedMap } from '../../domain/bounded-map.ts';

/** What was used last, made anew where it was forgotten; at most `max` entries. */
export interface Recent<Value> {
  /** The value of a key, made when there is none. */
  of(key: string, make: () => Value): Value;
}

export function createRecent<Value>(max: number): Recent<Value> {
  const values = createBoundedMap<Value>(max);
  return {
    of(key, make) {
      const value = values.get(key) ?? make();
      values.set(key, value);
      return value;
    },
  };
}
