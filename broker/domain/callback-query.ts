/** What protocols that answer by a redirect have in common: the query that the browser brought to a callback address. Pure. */
import type { Arrival } from './ports/connector.ts';

export type ReadQuery =
  | { readonly ok: true; readonly parameters: URLSearchParams }
  | { readonly ok: false; readonly fault: 'method' | 'url' | 'duplicate' };

const longestUrl = 16_384;

/** The parameters, if each stands there once (RFC 6749, section 3.1). We ask for the answer in the query: a posted one is none. */
export function queryOf(arrival: Arrival): ReadQuery {
  if (arrival.method !== 'GET') return { ok: false, fault: 'method' };
  const url = URL.parse(arrival.url, 'https://callback.invalid');
  if (url === null || arrival.url.length > longestUrl) return { ok: false, fault: 'url' };
  const names = [...url.searchParams.keys()];
  if (new Set(names).size !== names.length) return { ok: false, fault: 'duplicate' };
  return { ok: true, parameters: url.searchParams };
}

/** The reference in front of the state's dot. A claim: the whole state is compared later. */
export function referenceInState(arrival: Arrival): string | null {
  const read = queryOf(arrival);
  if (!read.ok) return null;
  const [reference, rest] = (read.parameters.get('state') ?? '').split('.', 2);
  return reference && rest ? reference : null;
}
