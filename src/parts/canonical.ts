import { compareCodeUnits } from '#contract/settings/order';

/**
 * One text for one value: object keys in code-unit order, no spaces. The same settings then have the same bytes and the
 * same hash whoever wrote them. Takes JSON values only; `undefined` members are left out as JSON.stringify does.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compareCodeUnits(a, b));
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
}
