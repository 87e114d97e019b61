import { hash } from 'node:crypto';
import { buildAuthorizationUrl, type Configuration } from 'openid-client';
import type { EpochMs } from '../../domain/brands.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { DepartureMemory } from '../../domain/transaction.ts';

/** What must still be known when the browser comes back. Sealed in the transaction, opened by this browser's cookie only. */
export interface OidcMemory {
  readonly state: string;
  readonly nonce: string;
  /** PKCE (RFC 7636): proves that whoever redeems the code is whoever asked for it. */
  readonly verifier: string;
  /** When a fresh sign-in was asked for, in epoch milliseconds; null where it was not. */
  readonly freshSince: EpochMs | null;
}

/** Draws fresh secrets for one departure. `reference` is readable in the state, the rest of it is not to be guessed. */
export function newMemory(random: Random, reference: string, freshSince: EpochMs | null): OidcMemory {
  return { state: `${reference}.${random.token(32)}`, nonce: random.token(32), verifier: random.token(32), freshSince };
}

export function toDepartureMemory(memory: OidcMemory): DepartureMemory {
  const { freshSince, ...secrets } = memory;
  return freshSince === null ? secrets : { ...secrets, freshSince: String(freshSince) };
}

/** Null when it was not written by `toDepartureMemory`: another connector's, or another version's. */
export function fromDepartureMemory(memory: DepartureMemory): OidcMemory | null {
  const { state, nonce, verifier, freshSince } = memory;
  if (!state || !nonce || !verifier) return null;
  return { state, nonce, verifier, freshSince: freshSince === undefined ? null : Number(freshSince) };
}

/** The address that the browser opens at the provider (OpenID Connect Core 1.0, section 3.1.2.1). */
export function authorizationUrl(
  configuration: Configuration,
  ask: { scopes: readonly string[]; callbackUrl: string; memory: OidcMemory; loginHint: string | null },
): string {
  const { memory } = ask;
  return buildAuthorizationUrl(configuration, {
    redirect_uri: ask.callbackUrl,
    scope: ask.scopes.join(' '),
    state: memory.state,
    nonce: memory.nonce,
    // Always, whether advertised or not: servers must ignore what they do not know (RFC 6749, section 3.1).
    code_challenge: hash('sha256', memory.verifier, 'base64url'),
    code_challenge_method: 'S256',
    // Some providers heed only one of the two. That they did shows in auth_time, which max_age makes them send.
    ...(memory.freshSince === null ? {} : { prompt: 'login', max_age: '0' }),
    ...(ask.loginHint === null ? {} : { login_hint: ask.loginHint }),
  }).href;
}
