/**
 * The connector of OAuth 2.0 without OpenID Connect (RFC 6749 with PKCE): GitHub, for example. OAuth says who may do what,
 * not who somebody is: the identity is what the provider tells the bearer of the token that this very login redeemed, and
 * nothing else. It must not know who asks, what the identity is for, or where it is kept.
 */
import type { SignInCheckName } from '#contract/rpc/sign-in-test';
import type { OAuth2Connection } from '#contract/settings/connections/oauth2';
import { AppError, refuse } from '../../domain/app-error.ts';
import { referenceInState } from '../../domain/callback-query.ts';
import { connectionOf } from '../../domain/connection.ts';
import type { Connector } from '../../domain/ports/connector.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { Secret } from '../../domain/secret.ts';
import { readAs, redeem } from './answers.ts';
import { codeIn } from './arrival.ts';
import { testConnection } from './connection-test.ts';
import { authorizationUrl, fromDepartureMemory, newMemory, unusableAddress } from './departure.ts';
import { identityOf } from './identity.ts';
import { tellDocuments, tellProviderError } from './observed.ts';

export function createOAuth2Connector(deps: { outbound: Outbound; random: Random }): Connector {
  const { outbound } = deps;

  return {
    protocol: 'oauth2',

    async depart({ addresses, reference, forceReauthentication, ...given }) {
      const connection = connectionOf('oauth2', given.connection);
      // No word of OAuth 2.0 says when somebody signed in, so a fresh sign-in could be asked for, but never shown.
      if (forceReauthentication) throw new AppError('oauth2_fresh_sign_in_impossible');
      const unusable = unusableAddress(connection, (url) => outbound.refusalOf(url));
      if (unusable !== null) throw new AppError('oauth2_endpoint_refused', { details: { because: `oauth2.settings.${unusable}` } });
      const memory = newMemory(deps.random, reference);
      return { kind: 'redirect', url: authorizationUrl(connection, addresses.redirectUri, memory), memory: { ...memory } };
    },

    referenceOf: referenceInState,

    async complete({ secrets, addresses, reference, memory: remembered, arrival, observer, ...given }) {
      const connection = connectionOf('oauth2', given.connection);
      const memory = fromDepartureMemory(remembered);
      if (memory === null) return refuse('oauth2_state_mismatch', 'oauth2.memory');
      const arrived = codeIn(connection, arrival, memory, reference);
      if (!arrived.ok) {
        if (observer !== undefined) tellProviderError(observer, arrival, arrived);
        return arrived;
      }
      const passed = (name: SignInCheckName) => observer?.step({ name, ok: true, because: `oauth2.${name}` });
      passed('answer');
      const secret = secretOf(connection, secrets);
      if (secret === null) return refuse('oauth2_secret_missing', 'oauth2.client.secret');
      const ask = { secret, code: arrived.code, verifier: memory.verifier, callbackUrl: addresses.redirectUri };
      const redeemed = await redeem(outbound, connection, ask);
      if (!redeemed.ok) return redeemed;
      passed('exchange');

      const userInfo = await readAs(outbound, connection.userInfoUrl, redeemed.accessToken, 'userinfo');
      if (!userInfo.ok) return userInfo;
      const emails =
        connection.emailsUrl === null
          ? { ok: true as const, document: undefined }
          : await readAs(outbound, connection.emailsUrl, redeemed.accessToken, 'emails');
      if (!emails.ok) return emails;
      passed('userinfo');
      if (observer !== undefined) tellDocuments(observer, userInfo.document, emails.document);
      const identified = identityOf(connection, userInfo.document, emails.document);
      if (identified.ok) for (const name of ['subject', 'claims'] as const) passed(name);
      return identified;
    },

    logout: async () => null,

    async test({ secrets, addresses, ...given }) {
      const connection = connectionOf('oauth2', given.connection);
      return testConnection(connection, { outbound, secret: secretOf(connection, secrets), callbackUrl: addresses.redirectUri });
    },
  };
}

function secretOf({ clientSecret }: OAuth2Connection, secrets: ReadonlyMap<string, Secret>): string | null {
  return secrets.get(clientSecret.secret)?.reveal() || null;
}
