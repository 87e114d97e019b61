/**
 * The OpenID Connect connector: code flow with PKCE on openid-client. Owns everything between a connection's settings and
 * a proven Identity; it must not know who asks, what the identity is for, or where it is kept. Nothing it believes comes
 * from the browser: only from what the provider signed, or sent over a connection that we opened.
 */
import { refuse } from '../../domain/app-error.ts';
import { referenceInState } from '../../domain/callback-query.ts';
import { connectionOf } from '../../domain/connection.ts';
import { contextsToAsk } from '../../domain/policy/provider-proof.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Connector } from '../../domain/ports/connector.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { SigningKeys } from '../../domain/ports/signing-keys.ts';
import { answerProblem, readArrival } from './arrival.ts';
import { identityOf, leavesGroupsOut, needsUserInfo } from './claims.ts';
import { keySetOf } from './client-assertion.ts';
import { type Client, createConfigurations } from './configurations.ts';
import { testProvider } from './connection-test.ts';
import { authorizationUrl, freshSinceOf, fromDepartureMemory, newMemory, toDepartureMemory } from './departure.ts';
import { readUserInfo, redeem } from './exchange.ts';
import { refusalOfFault } from './faults.ts';
import { importProvider } from './import.ts';
import { createKeySets, verifyToken } from './key-sets.ts';
import { createLibraryFetch } from './library-fetch.ts';
import { readLogoutClaims } from './logout-token.ts';
import { createMetadataCache } from './metadata-cache.ts';
import { tellProven, tellProviderError, tellUserInfo } from './observed.ts';
import { readPublished } from './published.ts';

export interface OidcConnectorDeps {
  readonly keys: SigningKeys;
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly random: Random;
}

export function createOidcConnector(deps: OidcConnectorDeps): Connector {
  const metadata = createMetadataCache(deps);
  const library = createLibraryFetch(deps.outbound);
  const keySets = createKeySets(deps);
  const configurations = createConfigurations({ ...deps, metadata, fetch: library.fetch });

  return {
    protocol: 'oidc',

    async depart({ tenant, secrets, addresses, reference, loginHint, ask: wanted, ...given }) {
      const connection = connectionOf('oidc', given.connection);
      const forceReauthentication = given.forceReauthentication || wanted !== undefined;
      const { configuration } = await configurations.of({ tenant, connection, secrets });
      const freshSince = freshSinceOf(connection.maxAgeSeconds, forceReauthentication, deps.clock.now());
      const memory = newMemory(deps.random, reference, { freshSince, asked: wanted?.strength ?? null });
      const ask = { callbackUrl: addresses.redirectUri, memory, forceReauthentication, loginHint };
      const url = authorizationUrl(configuration, connection, ask);
      return { kind: 'redirect', url, memory: toDepartureMemory(memory) };
    },

    canAskAgain: (connection, strength) => contextsToAsk(connection, strength).length > 0,

    referenceOf: referenceInState,

    async complete({ tenant, secrets, addresses, reference, memory: remembered, arrival, observer, ...given }) {
      const connection = connectionOf('oidc', given.connection);
      const memory = fromDepartureMemory(remembered);
      if (memory === null) return refuse('oidc_state_mismatch', 'oidc.memory');
      const read = readArrival(arrival, memory, reference);
      if (!read.ok) return read;
      let client: Client;
      try {
        client = await configurations.of({ tenant, connection, secrets });
      } catch (error) {
        return refusalOfFault(error);
      }
      observer?.step({ name: 'provider', ok: true, because: 'oidc.provider' });
      const { parameters } = read;
      const error = parameters.get('error');
      if (error !== null && observer !== undefined)
        tellProviderError(observer, { name: error, description: parameters.get('error_description') });
      const problem = answerProblem(parameters, client.metadata);
      if (problem !== null) return problem;
      observer?.step({ name: 'answer', ok: true, because: 'oidc.arrival' });

      const exchange = {
        tenant,
        connection,
        secrets,
        callbackUrl: addresses.redirectUri,
        parameters,
        memory,
        client,
        now: deps.clock.now(),
        ...(observer && { observer }),
      };
      const redeemed = await redeem({ configurations, library }, exchange);
      if (!redeemed.ok) return redeemed;
      if (observer !== undefined) tellProven(observer, redeemed.claims);
      const published = redeemed.client.metadata;

      const asksMore = published.userinfo_endpoint !== undefined && needsUserInfo(redeemed.claims, connection);
      const more = asksMore ? await readUserInfo(redeemed) : null;
      if (more?.ok === false) return more;
      if (observer !== undefined && more !== null) tellUserInfo(observer, redeemed.claims, more.claims);
      const idTokenHint = published.end_session_endpoint === undefined ? null : redeemed.idToken;
      const identified = identityOf(connection, { idToken: redeemed.claims, userInfo: more?.claims ?? null }, idTokenHint);
      if (identified.ok && observer !== undefined) {
        for (const name of ['subject', 'claims'] as const) observer.step({ name, ok: true, because: `oidc.${name}` });
        if (leavesGroupsOut(redeemed.claims, connection)) observer.fact('groups-overage', 'yes');
      }
      return identified;
    },

    async logout({ addresses, session, state, ...given }) {
      const connection = connectionOf('oidc', given.connection);
      const published = await configurations.published(connection);
      if (published.end_session_endpoint === undefined) return null;
      const url = new URL(published.end_session_endpoint);
      url.searchParams.set('client_id', connection.clientId);
      if (session.idToken !== null) url.searchParams.set('id_token_hint', session.idToken);
      url.searchParams.set('post_logout_redirect_uri', addresses.postLogoutUri);
      url.searchParams.set('state', state);
      return { kind: 'redirect', url: url.href };
    },

    async readLogoutToken({ token, ...given }) {
      const connection = connectionOf('oidc', given.connection);
      try {
        const published = await configurations.published(connection);
        const verified = await verifyToken(keySets, token, { url: published.jwks_uri, algorithm: connection.idTokenAlgorithm });
        if (!verified.ok) return verified;
        const expected = { issuer: published.issuer, clientId: connection.clientId, now: deps.clock.now() };
        return readLogoutClaims(verified.header, verified.claims, expected);
      } catch (error) {
        return refusalOfFault(error);
      }
    },

    keySet: (tenant) => keySetOf(deps.keys, tenant),

    async readProvider(wanted) {
      if (wanted.protocol !== 'oidc') throw new Error('the OpenID Connect connector was asked for another protocol');
      return importProvider(wanted, deps.outbound);
    },

    published: ({ connection }) => readPublished(deps.outbound, connectionOf('oidc', connection)),

    test: async ({ connection }) => testProvider(deps.outbound, connectionOf('oidc', connection)),
  };
}
