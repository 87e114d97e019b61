/**
 * The library's errors as named refusals of the closed list. It goes by the codes and structured details that the library
 * attaches, never by its sentences. What it cannot place is refused all the same.
 */
import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import type { ErrorCode } from '#contract/errors';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import { faultIn, refusalOfFault } from './faults.ts';

/** What the library was doing: redeeming a code (and verifying its ID token), or reading the userinfo endpoint. */
export type LibraryStep = 'token' | 'userinfo';

export function refusalOfLibrary(error: unknown, step: LibraryStep): Refusal {
  if (faultIn(error) !== null) return refusalOfFault(error);
  if (error instanceof ResponseBodyError) return refusalOfAnswer(error.error);
  if (error instanceof WWWAuthenticateChallengeError)
    return step === 'token'
      ? refuse('oidc_client_rejected', 'oidc.token.challenge')
      : refuse('oidc_userinfo_rejected', 'oidc.userinfo.challenge');
  if (error instanceof ClientError) return refusalOfClient(error, step);
  // Keys and signatures that are no base64url at all end in type errors, of the library or of the platform.
  return refuse('oidc_token_malformed', `oidc.${step}.type`);
}

/** The token endpoint's error codes (RFC 6749, section 5.2). */
function refusalOfAnswer(name: string): Refusal {
  if (name === 'invalid_grant') return refuse('oidc_code_rejected', 'oidc.token.invalid_grant');
  if (name === 'invalid_client' || name === 'unauthorized_client') return refuse('oidc_client_rejected', `oidc.token.${name}`);
  return refuse('oidc_provider_error', `oidc.token.error.${/^[a-z_]{1,60}$/.test(name) ? name : 'unreadable'}`);
}

function refusalOfClient(error: ClientError, step: LibraryStep): Refusal {
  const details = detailsOf(error);
  switch (error.code) {
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return claimRefusal(String(details.claim));
    case 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED':
      return refuse('oidc_userinfo_subject_mismatch', 'oidc.userinfo.sub');
    case 'OAUTH_KEY_SELECTION_FAILED':
      return refuse('oidc_token_key_unknown', `oidc.${step}.key-unknown`);
    case 'OAUTH_UNSUPPORTED_OPERATION':
      return unsupportedRefusal(details, step);
    case 'OAUTH_INVALID_RESPONSE':
      return invalidRefusal(details, step);
    case 'OAUTH_RESPONSE_IS_NOT_CONFORM':
      return refuse(step === 'token' ? 'oidc_answer_malformed' : 'oidc_userinfo_rejected', `oidc.${step}.status`);
    default:
      // A signed answer of the userinfo endpoint: we never register for one, so there is no algorithm to hold it to.
      if ('fallback' in details) return refuse('oidc_userinfo_rejected', 'oidc.userinfo.jwt');
      // A published key that the platform cannot import ends in a DataError.
      if (error.cause instanceof Error && error.cause.name === 'DataError') return refuse('oidc_token_key_unusable', `oidc.${step}.key`);
      return refuse('oidc_answer_malformed', `oidc.${step}.${error.code ?? 'unexpected'}`);
  }
}

const ofClaim: Readonly<Record<string, ErrorCode>> = {
  iss: 'oidc_issuer_mismatch',
  aud: 'oidc_token_audience',
  azp: 'oidc_token_audience',
  nonce: 'oidc_nonce_mismatch',
  exp: 'oidc_token_expired',
  nbf: 'oidc_token_not_yet_valid',
  auth_time: 'oidc_authentication_too_old',
  sub: 'oidc_subject_invalid',
};

function claimRefusal(claim: string): Refusal {
  return refuse(ofClaim[claim] ?? 'oidc_token_malformed', `oidc.id-token.${claim in ofClaim ? claim : 'claim'}`);
}

function unsupportedRefusal(details: Details, step: LibraryStep): Refusal {
  if ('alg' in details) return refuse('oidc_token_algorithm', `oidc.${step}.alg`);
  // An RSA key of less than 2048 bits, or a curve that is none of ours.
  if ('algorithm' in details) return refuse('oidc_token_key_unusable', `oidc.${step}.key`);
  if ('body' in details) return refuse('oidc_answer_malformed', `oidc.${step}.token-type`);
  return refuse('oidc_token_malformed', `oidc.${step}.unsupported`);
}

function invalidRefusal(details: Details, step: LibraryStep): Refusal {
  if ('signature' in details) return refuse('oidc_token_signature', `oidc.${step}.signature`);
  if ('reason' in details) return refuse('oidc_token_algorithm', `oidc.${step}.alg`);
  const { claims, body } = details;
  if (isObject(claims)) {
    const missing = ['aud', 'exp', 'iat', 'iss', 'sub', 'nonce'].find((name) => claims[name] === undefined);
    return claimRefusal(missing ?? (typeof claims.sub === 'string' ? 'type' : 'sub'));
  }
  if (isObject(body) && step === 'token' && body.id_token === undefined && typeof body.access_token === 'string')
    return refuse('oidc_token_missing', 'oidc.token.no-id-token');
  if (isObject(body)) return refuse('oidc_answer_malformed', `oidc.${step}.fields`);
  return refuse('oidc_token_malformed', `oidc.${step}.jwt`);
}

/** The claims of the token that the library refused, as far as it says which: for an observer, since none of them is proven. */
export function claimsInFailure(error: unknown): Readonly<Record<string, unknown>> | null {
  if (!(error instanceof ClientError)) return null;
  const { claims } = detailsOf(error);
  return isObject(claims) ? claims : null;
}

/** The error that the token endpoint answered with (RFC 6749, section 5.2). */
export function errorInFailure(error: unknown): { readonly name: string; readonly description: string | null } | null {
  return error instanceof ResponseBodyError ? { name: error.error, description: error.error_description ?? null } : null;
}

type Details = object & Readonly<Record<string, unknown>>;

/** What the library says about the failure: the cause of the cause. */
function detailsOf(error: ClientError): Details {
  const details = error.cause instanceof Error ? error.cause.cause : error.cause;
  return isObject(details) ? details : {};
}

function isObject(value: unknown): value is Details {
  return typeof value === 'object' && value !== null;
}
