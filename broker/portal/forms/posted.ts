import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';

/** A posted form: every name with all its values, in order. */
export type Posted = ReadonlyMap<string, readonly string[]>;

/** What a form may look like at all; which names count is for its reader. */
export const PostedBody = Type.Record(
  Type.String({ maxLength: 200 }),
  Type.Union([Type.String(), Type.Array(Type.String(), { maxItems: 200 })]),
  {
    maxProperties: 200,
  },
);

export function postedOf(request: FastifyRequest): Posted {
  const body = request.body;
  if (typeof body !== 'object' || body === null) return new Map();
  return new Map(
    Object.entries(body).map(([name, value]): [string, string[]] => [name, (Array.isArray(value) ? value : [value]).filter(isText)]),
  );
}

/** The one value of a name; empty when it is missing or came twice. */
export function single(posted: Posted, name: string): string {
  const values = posted.get(name) ?? [];
  return values.length === 1 ? (values[0] as string) : '';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
