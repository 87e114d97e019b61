import { createHash } from 'node:crypto';
import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { AppError, type Refusal, refuse } from '../domain/app-error.ts';
import type { Clock } from '../domain/ports/clock.ts';
import { type Claims, type Invocation, invocationOf, isClaims } from './invocation.ts';

export type VerifyInvocation = (authorization: string | undefined) => Promise<{ ok: true; invocation: Invocation } | Refusal>;

const clockToleranceSeconds = 5;
/** Atlassian's own live about 25 seconds. A signed token that claims hours would be a mistake or a trap. */
const maxLifetimeSeconds = 300;
const maxTokenLength = 8_192;

/**
 * Verifies a Forge Invocation Token (RS256, `iss` forge/invocation-token, `aud` = the app). `apiBase` is the gateway that
 * the operator trusts: a token that names another place for Jira is refused, else a claim could send credentials there.
 * Throws `outbound_...` when the keys cannot be fetched; a token is never accepted or refused for that.
 */
export function createInvocationVerifier(deps: { appId: string; apiBase: string; keys: JWTVerifyGetKey; clock: Clock }): VerifyInvocation {
  const { appId, apiBase, keys, clock } = deps;

  async function claimsOf(token: string): Promise<{ ok: true; claims: Claims } | Refusal> {
    const now = clock.now();
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: 'forge/invocation-token',
        audience: appId,
        algorithms: ['RS256'],
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['exp', 'iat'],
        currentDate: new Date(now),
      });
      return isClaims(payload) ? { ok: true, claims: payload } : invalid('claims');
    } catch (error) {
      if (error instanceof AppError) throw error;
      // Thrown for what the address of the keys answered, not for anything in the token.
      if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || isGeneric(error))
        throw new AppError('outbound_failed', { cause: error, details: { because: 'forge-keys' } });
      if (error instanceof errors.JOSEError) return invalid(error.code);
      // Base64 and JSON of a token that was edited by hand can fail below the library's own errors.
      if (error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException) return invalid('malformed');
      throw error;
    }
  }

  return async (authorization) => {
    if (authorization === undefined) return refuse('forge_token_missing', 'forge.token.missing');
    const token = /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/.exec(authorization)?.[1];
    if (token === undefined || token.length > maxTokenLength) return invalid('malformed');
    const verified = await claimsOf(token);
    if (!verified.ok) return verified;
    const { claims } = verified;
    const because = claimFault(claims, { appId, apiBase, nowSeconds: clock.now() / 1000 });
    if (because !== null) return invalid(because);
    return { ok: true, invocation: invocationOf(claims, tokenKey(token)) };
  };
}

/** What the library does not check. `aud` is one text here: a token that is also meant for others is not ours alone. */
function claimFault(claims: Claims, expected: { appId: string; apiBase: string; nowSeconds: number }): string | null {
  if (claims.aud !== expected.appId) return 'audience';
  if (claims.app.id !== undefined && claims.app.id !== expected.appId) return 'app';
  if (claims.iat > expected.nowSeconds + clockToleranceSeconds) return 'issued-in-future';
  if (claims.exp <= claims.iat || claims.exp - claims.iat > maxLifetimeSeconds) return 'lifetime';
  if (claims.app.apiBaseUrl !== `${expected.apiBase}/ex/jira/${claims.context.cloudId}`) return 'api-base-url';
  return null;
}

/** The signature is left out: base64url spells the same signature in more than one way, the signed part in exactly one. */
function tokenKey(token: string): string {
  return createHash('sha256')
    .update(token.slice(0, token.lastIndexOf('.')))
    .digest('base64url');
}

function isGeneric(error: unknown): boolean {
  return error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC';
}

function invalid(because: string): Refusal {
  return refuse('forge_token_invalid', `forge.token.${because}`);
}
