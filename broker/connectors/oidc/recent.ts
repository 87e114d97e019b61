/** A map that forgets what was not used for longest, so that it never outgrows `max` entries. */
export interface Recent<Value> {
  /** The value of a key, made when there is none. */
  of(key: string, make: () => Value): Value;
}

export function createRecent<Value>(max: number): Recent<Value> {
  const values = new Map<string, Value>();
  return {
    of(key, make) {
      const value = values.get(key) ?? make();
      // A map keeps the order of insertion: what is put back goes last, the first is the one to forget.
      values.delete(key);
      values.set(key, value);
      if (values.size > max) {
        const [oldest] = values.keys();
        if (oldest !== undefined) values.delete(oldest);
      }
      return value;
    },
  };
}
