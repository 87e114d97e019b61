import type { FastifyRequest } from 'fastify';

/** The query as it came, because signatures are over its very characters. */
export function rawQueryOf(request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}

/** Fields of a form, single texts only: what came twice is dropped, and so missed by whoever needs it. */
export function formOf(request: FastifyRequest): Record<string, string> {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
