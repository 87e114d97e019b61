import type { FastifyRequest } from 'fastify';
import type { Arrival } from '../domain/ports/connector.ts';
import type { AskedOnPage } from '../login/choose.ts';
import { siteOf } from './scene.ts';

/** The query as it came, because signatures are over its very characters. */
export function rawQueryOf(request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}

/** What the browser brought to an address of a connection. */
export function arrivalOf(request: FastifyRequest): Arrival {
  const method = request.method === 'POST' ? 'POST' : 'GET';
  return { method, url: `${siteOf(request).origin}${request.raw.url ?? ''}`, form: formOf(request), network: request.ip };
}

const wish = 'connection';

/**
 * The connection that a person chose on our own page. From anywhere else the wish does not count: a link made by somebody
 * else would lead people to a provider that signs them in as its own (login CSRF), in place of the session that they have.
 * A wish given twice is none.
 */
function wishOf(request: FastifyRequest): string | null {
  if (!isFromOurPage(request)) return null;
  const wanted = (request.query as Readonly<Record<string, unknown>>)[wish];
  return typeof wanted === 'string' ? wanted : null;
}

/** Browsers that do not say where a link was (Fetch Metadata) are believed. */
export function isFromOurPage(request: FastifyRequest): boolean {
  const from = request.headers['sec-fetch-site'];
  return from === undefined || from === 'same-origin';
}

/**
 * Is the answer for a frame of another page (Fetch Metadata, `Sec-Fetch-Dest`)? There, browsers keep back the cookies of
 * another site than that of the page, and our pages are not shown.
 */
export function isFramed(request: FastifyRequest): boolean {
  return ['iframe', 'frame', 'embed', 'object'].includes(String(request.headers['sec-fetch-dest']));
}

const company = 'company';

/**
 * What the person did on a page of ours, as the address has it. Asking for another company than the usual one is open to
 * every link, since it leads to a page that asks; all else counts from our own pages only.
 */
export function askedOf(request: FastifyRequest): AskedOnPage {
  const id = wishOf(request);
  if (id !== null) return { kind: 'connection', id };
  const step = singleTexts(request.query)[company];
  if (step === 'another') return { kind: 'another' };
  return step === 'found' && isFromOurPage(request) ? { kind: 'address' } : { kind: 'nothing' };
}

/** The same request at its sign-in address, with what is asked in place of what was. What else is in it stays as it was signed. */
export function signInAddress(
  request: FastifyRequest,
  asked: { connection?: string; company?: 'another' | 'found' },
  path = signInPathOf(request),
): string {
  const signed = rawQueryOf(request)
    .split('&')
    .filter((pair) => {
      const names = new URLSearchParams(pair);
      return pair !== '' && !names.has(wish) && !names.has(company);
    });
  const ours = Object.entries(asked).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${path}?${[...signed, ...ours].join('&')}`;
}

/** Where the sign-in of our own security page begins. Its address names the visit, as that of an application carries its message. */
export const ownSignInPath = '/security/sign-in';

function signInPathOf(request: FastifyRequest): string {
  const { SAMLRequest, visit } = singleTexts(request.query);
  return SAMLRequest === undefined && visit !== undefined ? ownSignInPath : '/saml/sso';
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
