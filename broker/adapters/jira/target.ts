import { createHash } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import { Secret } from '../../domain/secret.ts';

/** Where calls go and as whom. */
export interface Target {
  /** Whose limits and failures are counted together: a tenant, or the address of a credential that is being tried. */
  readonly scope: string;
  /** Origin and path prefix, without a trailing slash. */
  readonly base: string;
  readonly authorization: Secret;
  /** Names the credential inside keys; tells nothing about it. */
  readonly credential: string;
}

/** E-mail and API token (RFC 7617), to the site itself or, with a scoped token, to the gateway of Atlassian. */
export function basicTarget(input: { scope: string; siteUrl: string; email: string; token: Secret }): Target {
  const pair = Buffer.from(`${input.email}:${input.token.reveal()}`, 'utf8').toString('base64');
  return targetOf(input.scope, input.siteUrl, `Basic ${pair}`);
}

/** A Forge app token (RFC 6750), to `https://api.atlassian.com/ex/jira/{cloudId}`. */
export function bearerTarget(input: { scope: string; apiBaseUrl: string; token: Secret }): Target {
  return targetOf(input.scope, input.apiBaseUrl, `Bearer ${input.token.reveal()}`);
}

function targetOf(scope: string, address: string, authorization: string): Target {
  const base = baseOf(address);
  if (base === null) throw new AppError('jira_not_configured', { details: { reason: 'address' } });
  return {
    scope,
    base,
    authorization: new Secret(authorization),
    credential: createHash('sha256').update(authorization).digest('base64url'),
  };
}

/** Could calls be sent to this address? Whether they may be is the guarded pool's decision. */
export function isAddress(address: string): boolean {
  return baseOf(address) !== null;
}

function baseOf(address: string): string | null {
  const url = URL.parse(address);
  const plain = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  return plain && url.search === '' && url.hash === '' ? `${url.origin}${url.pathname.replace(/\/+$/, '')}` : null;
}
