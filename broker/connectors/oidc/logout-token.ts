/** What a logout token has to say (OpenID Connect Back-Channel Logout 1.0, section 2.6). Pure: takes a verified token. */
import { nameIn } from '#contract/mapping/map-facts';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { EpochMs } from '../../domain/brands.ts';
import type { UpstreamEnd } from '../../domain/ports/connector.ts';
import type { Claims } from './id-token-rules.ts';

const event = 'http://schemas.openid.net/event/backchannel-logout';
const toleranceMs = 60_000;
/** Made for one call; a provider may try that again for a while. */
const oldestMs = 10 * 60_000;
const longestId = 300;

export function readLogoutClaims(
  header: Claims,
  claims: Claims,
  expected: { readonly issuer: string; readonly clientId: string; readonly now: EpochMs },
): UpstreamEnd | Refusal {
  const invalid = (what: string) => refuse('oidc_logout_token_invalid', `oidc.logout-token.${what}`);
  const typ = typeof header.typ === 'string' ? header.typ.toLowerCase().replace(/^application\//, '') : header.typ;
  if (typ !== undefined && typ !== 'logout+jwt' && typ !== 'jwt') return invalid('typ');
  if (claims.iss !== expected.issuer) return refuse('oidc_issuer_mismatch', 'oidc.logout-token.iss');
  const audiences = Array.isArray(claims.aud) ? (claims.aud as unknown[]) : [claims.aud];
  if (!audiences.includes(expected.clientId)) return refuse('oidc_token_audience', 'oidc.logout-token.aud');
  const { iat, exp, jti } = claims;
  if (!isTime(iat) || !isTime(exp)) return invalid('times');
  if (exp * 1000 <= expected.now - toleranceMs) return refuse('oidc_token_expired', 'oidc.logout-token.exp');
  if (iat * 1000 > expected.now + toleranceMs) return refuse('oidc_token_not_yet_valid', 'oidc.logout-token.iat-future');
  if (iat * 1000 < expected.now - oldestMs - toleranceMs) return refuse('oidc_token_stale', 'oidc.logout-token.iat-old');
  if (typeof jti !== 'string' || jti === '' || jti.length > longestId) return invalid('jti');
  // An ID token has a nonce and no events: neither may stand for the other.
  if ('nonce' in claims) return invalid('nonce');
  const { events } = claims;
  if (!isObject(events) || !Object.hasOwn(events, event) || !isObject((events as Claims)[event])) return invalid('events');
  const [sid, subject] = [nameIn(claims.sid), typeof claims.sub === 'string' && claims.sub !== '' ? claims.sub : null];
  if ((claims.sid !== undefined && sid === null) || (claims.sub !== undefined && subject === null)) return invalid('names');
  if (sid === null && subject === null) return invalid('nobody');
  // Refused as stale from then on, whatever it says about its own end.
  const until = (iat + 1) * 1000 + oldestMs + toleranceMs;
  return { ok: true, issuer: expected.issuer, subject, sid, once: { id: jti, until } };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
