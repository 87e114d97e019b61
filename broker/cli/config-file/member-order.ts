import type { JsonSchema } from '../json-schema.ts';

/** The same value with the members of each object in the order of its schema, which is the order the documentation has. */
export function inSchemaOrder(schema: JsonSchema, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => inSchemaOrder(schema.items ?? {}, entry));
  if (typeof value !== 'object' || value === null) return value;
  const members: Readonly<Record<string, unknown>> = { ...value };
  const names = Object.keys(members);
  const form = [schema, ...(schema.anyOf ?? [])].find(({ properties }) => properties && names.every((name) => name in properties));
  const known = Object.entries(form?.properties ?? {}).filter(([name]) => name in members);
  if (known.length !== names.length) return value;
  return Object.fromEntries(known.map(([name, member]) => [name, inSchemaOrder(member, members[name])]));
}
