/**
 * The OpenID Connect connector: code flow with PKCE on openid-client. Owns everything between a connection's settings and
 * a proven Identity; it must not know who asks, what the identity is for, or where it is kept. Nothing it believes comes
 * from the browser: only from what the provider signed, or sent over a connection that we opened.
 */
import { refuse } from '../../domain/app-error.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Connector } from '../../domain/ports/connector.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import type { Random } from '../../domain/ports/random.ts';
import { answerProblem, readArrival, referenceOf } from './arrival.ts';
import { identityOf, needsUserInfo } from './claims.ts';
import { type Client, createConfigurations } from './configurations.ts';
import { testProvider } from './connection-test.ts';
import { authorizationUrl, fromDepartureMemory, newMemory, toDepartureMemory } from './departure.ts';
import { readUserInfo, redeem } from './exchange.ts';
import { refusalOfFault } from './faults.ts';
import { createLibraryFetch } from './library-fetch.ts';
import { createMetadataCache } from './metadata-cache.ts';

export interface OidcConnectorDeps {
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly random: Random;
}

export function createOidcConnector(deps: OidcConnectorDeps): Connector {
  const metadata = createMetadataCache(deps);
  const library = createLibraryFetch(deps.outbound);
  const configurations = createConfigurations({ metadata, fetch: library.fetch, clock: deps.clock });

  return {
    protocol: 'oidc',

    async depart({ connection, secrets, callbackUrl, reference, forceReauthentication, loginHint }) {
      const { configuration } = await configurations.of(connection, secrets);
      const memory = newMemory(deps.random, reference, forceReauthentication ? deps.clock.now() : null);
      const url = authorizationUrl(configuration, { scopes: connection.scopes, callbackUrl, memory, loginHint });
      return { kind: 'redirect', url, memory: toDepartureMemory(memory) };
    },

    referenceOf,

    async complete({ connection, secrets, callbackUrl, reference, memory: remembered, arrival }) {
      const memory = fromDepartureMemory(remembered);
      if (memory === null) return refuse('oidc_state_mismatch', 'oidc.memory');
      const read = readArrival(arrival, memory, reference);
      if (!read.ok) return read;
      let client: Client;
      try {
        client = await configurations.of(connection, secrets);
      } catch (error) {
        return refusalOfFault(error);
      }
      const problem = answerProblem(read.parameters, client.metadata);
      if (problem !== null) return problem;

      const { parameters } = read;
      const exchange = { connection, secrets, callbackUrl, parameters, memory, client, now: deps.clock.now() };
      const redeemed = await redeem({ configurations, library }, exchange);
      if (!redeemed.ok) return redeemed;
      const published = redeemed.client.metadata;

      const asksMore = published.userinfo_endpoint !== undefined && needsUserInfo(redeemed.claims, connection);
      const more = asksMore ? await readUserInfo(redeemed) : null;
      if (more?.ok === false) return more;
      const idTokenHint = published.end_session_endpoint === undefined ? null : redeemed.idToken;
      return identityOf(connection, { idToken: redeemed.claims, userInfo: more?.claims ?? null }, idTokenHint);
    },

    async logoutUrl({ connection, idToken, returnTo }) {
      const published = await metadata.get(connection.issuer);
      if (published.end_session_endpoint === undefined) return null;
      const url = new URL(published.end_session_endpoint);
      url.searchParams.set('client_id', connection.clientId);
      if (idToken !== null) url.searchParams.set('id_token_hint', idToken);
      url.searchParams.set('post_logout_redirect_uri', returnTo);
      return url.href;
    },

    test: ({ issuer }) => testProvider(deps.outbound, issuer),
  };
}
