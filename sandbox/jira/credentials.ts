import { timingSafeEqual } from 'node:crypto';
import type { ApiToken, Site, User } from './model.ts';
import { unauthorized } from './refusal.ts';
import type { Caller } from './rights.ts';

/** How the call reached the site: by its own host, or through `/ex/jira/{cloudId}`. */
export type Door = 'host' | 'gateway';

/** Lets a test accept tokens it mints itself, say an app's system token that changes with every invocation. */
export type BearerVerifier = (token: string, site: Site) => { accountId: string; scopes: string[] } | null;

/**
 * Proves who calls. No header means anonymous; a header that proves nothing is refused with 401, never treated
 * as anonymous. Tokens with scopes work only at the gateway, as Atlassian documents it.
 */
export function proveCaller(
  site: Site,
  door: Door,
  authorization: string | undefined,
  now: number,
  verifyBearer: BearerVerifier | undefined,
): Caller {
  if (authorization === undefined) return { kind: 'anonymous' };
  const [scheme = '', value = ''] = authorization.split(' ', 2);
  const kind = scheme.toLowerCase();
  if (kind === 'basic') return byBasic(site, door, value, now);
  if (kind === 'bearer' && door === 'gateway') return byBearer(site, value, now, verifyBearer);
  throw unauthorized();
}

function byBasic(site: Site, door: Door, value: string, now: number): Caller {
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  const email = decoded.slice(0, colon).toLowerCase();
  const token = liveToken(site, decoded.slice(colon + 1), now);
  const user = token && liveUser(site, token.accountId);
  if (colon < 1 || !token || !user || user.email.toLowerCase() !== email) throw unauthorized();
  if (token.kind === 'bearer' || (token.kind === 'scoped' && door === 'host')) throw unauthorized();
  return { kind: 'user', user, scopes: token.kind === 'scoped' ? token.scopes : null };
}

function byBearer(site: Site, value: string, now: number, verifyBearer: BearerVerifier | undefined): Caller {
  const token = liveToken(site, value, now);
  const proven = token && token.kind !== 'classic' ? token : verifyBearer?.(value, site);
  const user = proven && liveUser(site, proven.accountId);
  if (!proven || !user) throw unauthorized();
  return { kind: 'user', user, scopes: proven.scopes };
}

function liveToken(site: Site, secret: string, now: number): ApiToken | undefined {
  const token = site.tokens.find((candidate) => sameText(candidate.secret, secret));
  return token && !token.revoked && token.expiresAt > now ? token : undefined;
}

function liveUser(site: Site, accountId: string): User | undefined {
  const user = site.users.get(accountId);
  return user?.active ? user : undefined;
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
