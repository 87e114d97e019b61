import { authorizationCodeGrant, fetchUserInfo } from 'openid-client';
import type { Refusal } from '../../domain/app-error.ts';
import type { EpochMs } from '../../domain/brands.ts';
import type { Observer } from '../../domain/ports/observer.ts';
import type { Client, ClientAtHand, Configurations } from './configurations.ts';
import { toleranceSeconds } from './configurations.ts';
import { acrValuesFor, type OidcMemory } from './departure.ts';
import { refusalOfFault } from './faults.ts';
import { accessTokenProblem, type Claims, claimsProblem, formProblem, typeProblem } from './id-token-rules.ts';
import type { LibraryFetch } from './library-fetch.ts';
import { claimsInFailure, errorInFailure, refusalOfLibrary } from './library-refusals.ts';
import { tellProviderError, tellToken } from './observed.ts';

export interface Exchange extends ClientAtHand {
  readonly callbackUrl: string;
  readonly parameters: URLSearchParams;
  readonly memory: OidcMemory;
  readonly client: Client;
  readonly now: EpochMs;
  readonly observer?: Observer;
}

/** A proven ID token: its claims, and the tokens it came with. */
export interface Redeemed {
  readonly ok: true;
  readonly client: Client;
  readonly claims: Claims;
  readonly idToken: string;
  readonly accessToken: string;
}

/** Redeems the code and proves the ID token: signature and standard checks by the library, then our own rules. */
export async function redeem(
  deps: { configurations: Configurations; library: LibraryFetch },
  exchange: Exchange,
): Promise<Redeemed | Refusal> {
  const grant = await deps.library.oneExchange(async () => {
    const first = await grantWith(exchange, exchange.client);
    if (first.ok || (first.code !== 'oidc_token_key_unknown' && first.code !== 'oidc_token_signature')) return first;
    // The provider may have changed its keys since they were read. Look once more, but not for every bad token.
    const renewed = await renewedClient(deps.configurations, exchange);
    return renewed === null ? first : 'code' in renewed ? renewed : grantWith(exchange, renewed);
  });
  if (!grant.ok) return grant;
  const { connection, memory, now, observer } = exchange;
  if (observer !== undefined) tellToken(observer, grant.claims, now);
  const problem =
    formProblem(grant.idToken) ??
    typeProblem(headerOf(grant.idToken)) ??
    claimsProblem(grant.claims, {
      issuer: grant.client.metadata.issuer,
      clientId: connection.clientId,
      nonce: memory.nonce,
      // A provider that overlooks what a single departure asked for has proven less, which the policy then sees.
      acrValues: connection.acrValues.length === 0 ? [] : acrValuesFor(connection, memory.asked),
      freshSince: memory.freshSince,
      now,
      toleranceSeconds,
    }) ??
    accessTokenProblem(grant.claims, connection.idTokenAlgorithm, grant.accessToken);
  return problem ?? grant;
}

async function renewedClient(configurations: Configurations, exchange: Exchange): Promise<Client | Refusal | null> {
  try {
    return await configurations.renewed(exchange);
  } catch (error) {
    return refusalOfFault(error);
  }
}

async function grantWith(exchange: Exchange, client: Client): Promise<Redeemed | Refusal> {
  const { memory, parameters, callbackUrl } = exchange;
  // The redirect address is the registered one, never what the request called itself.
  const url = new URL(`${callbackUrl}?${parameters}`);
  try {
    const tokens = await authorizationCodeGrant(client.configuration, url, {
      expectedState: memory.state,
      expectedNonce: memory.nonce,
      pkceCodeVerifier: memory.verifier,
      idTokenExpected: true,
    });
    // `idTokenExpected` has seen to it that both are there.
    return { ok: true, client, claims: tokens.claims() as Claims, idToken: tokens.id_token as string, accessToken: tokens.access_token };
  } catch (error) {
    if (exchange.observer !== undefined) tellFailure(exchange.observer, error, exchange.now);
    return refusalOfLibrary(error, 'token');
  }
}

/** What the library was looking at when it refused: the provider's error, or a token whose claims do not fit. */
function tellFailure(observer: Observer, error: unknown, now: EpochMs): void {
  const told = errorInFailure(error);
  if (told !== null) tellProviderError(observer, told);
  const claims = claimsInFailure(error);
  if (claims !== null) tellToken(observer, claims, now);
}

/** Claims of the userinfo endpoint, about the very person of the ID token (OpenID Connect Core 1.0, section 5.3.2). */
export async function readUserInfo(redeemed: Redeemed): Promise<{ readonly ok: true; readonly claims: Claims } | Refusal> {
  try {
    const claims = await fetchUserInfo(redeemed.client.configuration, redeemed.accessToken, redeemed.claims.sub as string);
    return { ok: true, claims };
  } catch (error) {
    return refusalOfLibrary(error, 'userinfo');
  }
}

/** The protected header of a token that the library has verified. */
function headerOf(token: string): Claims {
  return JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString()) as Claims;
}
