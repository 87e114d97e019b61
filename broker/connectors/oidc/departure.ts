import { hash } from 'node:crypto';
import { buildAuthorizationUrl, type Configuration } from 'openid-client';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import { readStrength, type Strength } from '../../domain/assurance.ts';
import type { EpochMs } from '../../domain/brands.ts';
import { contextsToAsk } from '../../domain/policy/provider-proof.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { DepartureMemory } from '../../domain/transaction.ts';

/** What must still be known when the browser comes back. Sealed in the transaction, opened by this browser's cookie only. */
export interface OidcMemory {
  readonly state: string;
  readonly nonce: string;
  /** PKCE (RFC 7636): proves that whoever redeems the code is whoever asked for it. */
  readonly verifier: string;
  /** The person has to have signed in after this, in epoch milliseconds; null where any session at the provider will do. */
  readonly freshSince: EpochMs | null;
  /** What the provider was asked to prove beyond what the connection always asks for; null for nothing. */
  readonly asked: Strength | null;
}

/** Draws fresh secrets for one departure. `reference` is readable in the state, the rest of it is not to be guessed. */
export function newMemory(random: Random, reference: string, { freshSince, asked }: Pick<OidcMemory, 'freshSince' | 'asked'>): OidcMemory {
  return { state: `${reference}.${random.token(32)}`, nonce: random.token(32), verifier: random.token(32), freshSince, asked };
}

export function toDepartureMemory(memory: OidcMemory): DepartureMemory {
  const { freshSince, asked, ...secrets } = memory;
  return { ...secrets, ...(freshSince !== null && { freshSince: String(freshSince) }), ...(asked !== null && { asked }) };
}

/**
 * The moment after which the person has to have signed in, as it is asked for now. Reckoned from the departure, as the
 * provider does: time spent at the provider's own pages makes no sign-in too old.
 */
export function freshSinceOf(maxAgeSeconds: number | null, forceReauthentication: boolean, now: EpochMs): EpochMs | null {
  if (forceReauthentication) return now;
  return maxAgeSeconds === null ? null : now - maxAgeSeconds * 1000;
}

/** Null when it was not written by `toDepartureMemory`: another connector's, or another version's. */
export function fromDepartureMemory(memory: DepartureMemory): OidcMemory | null {
  const { state, nonce, verifier, freshSince, asked } = memory;
  if (!state || !nonce || !verifier) return null;
  return { state, nonce, verifier, freshSince: freshSince === undefined ? null : Number(freshSince), asked: readStrength(asked) };
}

/**
 * The contexts that the provider is asked for, the dearest first: what this departure wants, then what the connection always
 * wants. Where the connection wants any, the answer has to name one of them.
 */
export function acrValuesFor(connection: OidcConnection, asked: Strength | null): readonly string[] {
  return asked === null ? connection.acrValues : [...new Set([...contextsToAsk(connection, asked), ...connection.acrValues])];
}

/** The address that the browser opens at the provider (OpenID Connect Core 1.0, section 3.1.2.1). */
export function authorizationUrl(
  configuration: Configuration,
  connection: OidcConnection,
  ask: { callbackUrl: string; memory: OidcMemory; forceReauthentication: boolean; loginHint: string | null },
): string {
  const { memory, forceReauthentication } = ask;
  // Some providers heed only one of the two. That they did shows in auth_time, which max_age makes them send.
  const prompt = forceReauthentication ? 'login' : connection.prompt;
  const maxAge = forceReauthentication ? 0 : connection.maxAgeSeconds;
  const acrValues = acrValuesFor(connection, memory.asked);
  return buildAuthorizationUrl(configuration, {
    redirect_uri: ask.callbackUrl,
    scope: connection.scopes.join(' '),
    state: memory.state,
    nonce: memory.nonce,
    // Always, whether advertised or not: servers must ignore what they do not know (RFC 6749, section 3.1).
    code_challenge: hash('sha256', memory.verifier, 'base64url'),
    code_challenge_method: 'S256',
    ...(acrValues.length === 0 ? {} : { acr_values: acrValues.join(' ') }),
    ...(prompt === null ? {} : { prompt }),
    ...(maxAge === null ? {} : { max_age: String(maxAge) }),
    ...(ask.loginHint === null ? {} : { login_hint: ask.loginHint }),
  }).href;
}
