/**
 * What must hold of an ID token beside what the library checks: OpenID Connect Core 1.0, section 3.1.3.7, and stricter
 * where the standard leaves it to us. Pure: takes the verified token and says which rule it breaks.
 */
import { hash } from 'node:crypto';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { EpochMs } from '../../domain/brands.ts';

export type Claims = Readonly<Record<string, unknown>>;

export interface TokenExpectation {
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string;
  /** The one of these that was asked for has to be named; empty where none was. */
  readonly acrValues: readonly string[];
  /** The person had to sign in after this moment; null where a session at the provider is good enough. */
  readonly freshSince: EpochMs | null;
  readonly now: EpochMs;
  readonly toleranceSeconds: number;
}

/** Tokens are redeemed the moment they are made; an older one was kept by somebody. */
const maxAgeSeconds = 10 * 60;
/** OpenID Connect Core 1.0, section 2: a subject has at most 255 ASCII characters. */
const subject = /^(?=.*[\x21-\x7e])[\x20-\x7e]{1,255}$/;

/** The first broken rule of a token's claims, or null. */
export function claimsProblem(claims: Claims, expected: TokenExpectation): Refusal | null {
  return (
    originProblem(claims, expected) ??
    timeProblem(claims, expected) ??
    freshnessProblem(claims, expected) ??
    contextProblem(claims, expected) ??
    subjectProblem(claims)
  );
}

/** The library compares issuer, audience and nonce too; three more comparisons are cheap beside believing a wrong one. */
function originProblem(claims: Claims, expected: TokenExpectation): Refusal | null {
  if (claims.iss !== expected.issuer) return refuse('oidc_issuer_mismatch', 'oidc.id-token.iss');
  const audiences = Array.isArray(claims.aud) ? (claims.aud as unknown[]) : [claims.aud];
  if (!audiences.includes(expected.clientId)) return refuse('oidc_token_audience', 'oidc.id-token.aud');
  const azp = claims.azp;
  // With several audiences the token says whose it is; and where it says so, it has to be ours.
  if (azp === undefined ? audiences.length !== 1 : azp !== expected.clientId) return refuse('oidc_token_audience', 'oidc.id-token.azp');
  return claims.nonce === expected.nonce ? null : refuse('oidc_nonce_mismatch', 'oidc.id-token.nonce');
}

function timeProblem(claims: Claims, { now, toleranceSeconds }: TokenExpectation): Refusal | null {
  const { exp, iat, nbf } = claims;
  const nowSeconds = now / 1000;
  if (!isTime(exp) || !isTime(iat)) return refuse('oidc_token_malformed', 'oidc.id-token.times');
  if (exp <= nowSeconds - toleranceSeconds) return refuse('oidc_token_expired', 'oidc.id-token.exp');
  if (iat > nowSeconds + toleranceSeconds) return refuse('oidc_token_not_yet_valid', 'oidc.id-token.iat-future');
  if (iat < nowSeconds - maxAgeSeconds - toleranceSeconds) return refuse('oidc_token_stale', 'oidc.id-token.iat-old');
  if (nbf !== undefined && (!isTime(nbf) || nbf > nowSeconds + toleranceSeconds))
    return refuse('oidc_token_not_yet_valid', 'oidc.id-token.nbf');
  return null;
}

/** With `max_age` the token has to say when the person signed in (OpenID Connect Core 1.0, section 2), and that was late enough. */
function freshnessProblem(claims: Claims, { now, freshSince, toleranceSeconds }: TokenExpectation): Refusal | null {
  const authTime = claims.auth_time;
  if (authTime === undefined && freshSince === null) return null;
  if (!isTime(authTime)) return refuse('oidc_authentication_too_old', 'oidc.id-token.auth-time-missing');
  if (authTime > now / 1000 + toleranceSeconds) return refuse('oidc_token_not_yet_valid', 'oidc.id-token.auth-time-future');
  if (freshSince !== null && authTime < freshSince / 1000 - toleranceSeconds)
    return refuse('oidc_authentication_too_old', 'oidc.id-token.auth-time-old');
  return null;
}

/**
 * `acr_values` is a wish that a provider may overlook (OpenID Connect Core 1.0, section 3.1.2.1); that it was granted shows
 * in `acr` alone.
 */
function contextProblem({ acr }: Claims, { acrValues }: TokenExpectation): Refusal | null {
  if (acrValues.length === 0) return null;
  if (typeof acr !== 'string') return refuse('oidc_context_mismatch', 'oidc.id-token.acr-missing');
  return acrValues.includes(acr) ? null : refuse('oidc_context_mismatch', 'oidc.id-token.acr');
}

function subjectProblem(claims: Claims): Refusal | null {
  const sub = claims.sub;
  return typeof sub === 'string' && subject.test(sub) ? null : refuse('oidc_subject_invalid', 'oidc.id-token.sub');
}

/** The longest token that is taken: with thousands of groups one has a third of it. Sessions keep it, for the sign-out. */
const maxTokenLength = 256 * 1024;

/** Three parts of plain base64url (RFC 7515, sections 2 and 7.1). The library's decoder also takes white space and padding. */
export function formProblem(token: string): Refusal | null {
  if (token.length > maxTokenLength) return refuse('oidc_token_malformed', 'oidc.id-token.length');
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) ? null : refuse('oidc_token_malformed', 'oidc.id-token.form');
}

/** Other tokens of the same provider are signed with the same keys; their type tells them apart (RFC 8725, section 3.11). */
export function typeProblem(header: Claims): Refusal | null {
  const typ = header.typ;
  if (typ === undefined) return null;
  // ID tokens have no type of their own: none, or "JWT". Access and logout tokens end in "+jwt" (RFC 9068, RFC 8417).
  return typeof typ === 'string' && !typ.toLowerCase().endsWith('+jwt') ? null : refuse('oidc_token_malformed', 'oidc.id-token.typ');
}

/** Where the token names its access token, it has to be the one that came along (OpenID Connect Core 1.0, section 3.1.3.8). */
export function accessTokenProblem(claims: Claims, algorithm: string, accessToken: string): Refusal | null {
  const atHash = claims.at_hash;
  if (atHash === undefined) return null;
  const digest = hash(algorithm === 'Ed25519' ? 'sha512' : `sha${algorithm.slice(2)}`, accessToken, 'buffer');
  const left = digest.subarray(0, digest.length / 2).toString('base64url');
  return atHash === left ? null : refuse('oidc_token_hash_mismatch', 'oidc.id-token.at-hash');
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
