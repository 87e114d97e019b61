import type { FastifyRequest } from 'fastify';

/**
 * Why a POST did not come from a page of this origin, or null. Browsers say it in `Sec-Fetch-Site` and `Origin`; a request
 * without either (an old browser) still has to carry the session's form token.
 */
export function foreignBecause(request: FastifyRequest, origin: string): string | null {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return `csrf: sec-fetch-site ${String(site).slice(0, 20)}`;
  const from = request.headers.origin;
  if (from !== undefined && from !== origin) return 'csrf: origin';
  return null;
}
