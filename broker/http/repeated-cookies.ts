import '@fastify/cookie';
import type { FastifyRequest } from 'fastify';

const ours = '__Host-';

/**
 * Forgets cookies of ours that came twice. `__Host-` keeps other hosts from setting one (RFC 6265bis, 4.1.3.2); where a
 * browser lets a neighbour of ours do it all the same, nobody can tell which of the two is the person's, so neither counts.
 */
export function forgetRepeatedCookies(request: FastifyRequest): void {
  const header = request.headers.cookie;
  if (header === undefined) return;
  const seen = new Set<string>();
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals === -1 ? undefined : equals).trim();
    if (!name.startsWith(ours)) continue;
    if (seen.has(name)) delete request.cookies[name];
    seen.add(name);
  }
}
