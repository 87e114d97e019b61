import type { FastifyRequest } from 'fastify';

/** The query as it came, because signatures are over its very characters. */
export function rawQueryOf(request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}

const wish = 'connection';

/**
 * The connection that a person chose on our own page. From anywhere else the wish does not count: a link made by somebody
 * else would lead people to a provider that signs them in as its own (login CSRF), in place of the session that they have.
 * Browsers that do not say where a link was (Fetch Metadata) are believed. A wish given twice is none.
 */
export function wishOf(request: FastifyRequest): string | null {
  const from = request.headers['sec-fetch-site'];
  if (from !== undefined && from !== 'same-origin') return null;
  const wanted = (request.query as Readonly<Record<string, unknown>>)[wish];
  return typeof wanted === 'string' ? wanted : null;
}

/** The address of this request with that wish, in place of any other. What else is in it stays as it was signed. */
export function addressWithWish(request: FastifyRequest, connection: string): string {
  const [path = ''] = request.url.split('?');
  const others = rawQueryOf(request)
    .split('&')
    .filter((pair) => !new URLSearchParams(pair).has(wish));
  return `${path}?${[...others, `${wish}=${encodeURIComponent(connection)}`].join('&')}`;
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
