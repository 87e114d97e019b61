import type { FastifyRequest } from 'fastify';

/** The query as it came, because signatures are over its very characters. */
export function rawQueryOf(request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}

/** Fields of a form, single texts only: what came twice is dropped, and so missed by whoever needs it. */
export function formOf(request: FastifyRequest): Record<string, string> {
  return singleTexts(request.body);
}

/** The same of anything that was parsed, a query for example. */
export function singleTexts(parsed: unknown): Record<string, string> {
  if (typeof parsed !== 'object' || parsed === null) return {};
  return Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
