import type { FastifyRequest } from 'fastify';
import { siteOf } from './scene.ts';

/** A form of ours names our origin (Fetch standard, 3.2); one that does not is refused even with a good token. */
export function isSameOrigin(request: FastifyRequest): boolean {
  const fetchSite = request.headers['sec-fetch-site'];
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return false;
  return request.headers.origin === siteOf(request).origin;
}
