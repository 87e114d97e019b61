/** What differs between two values made of objects, lists and texts, one line each: `path: native ..., guard ...`. */
export function differences(native: unknown, guard: unknown, path = ''): string[] {
  if (Object.is(native, guard)) return [];
  const both = isObject(native) && isObject(guard) && Array.isArray(native) === Array.isArray(guard);
  if (!both || (Array.isArray(native) && Array.isArray(guard) && native.length !== guard.length)) {
    return [`${path}: native ${JSON.stringify(native)}, guard ${JSON.stringify(guard)}`];
  }
  const names = new Set([...Object.keys(native), ...Object.keys(guard)]);
  return [...names].flatMap((name) => differences(native[name], guard[name], `${path}/${name}`));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
