import { connectionAddresses } from '#contract/settings/addresses';
import type { OAuth2Connection } from '#contract/settings/connections/oauth2';
import { systemRandom } from '../../../broker/adapters/clock/system-random.ts';
import { createOutbound } from '../../../broker/adapters/net/outbound.ts';
import { createOAuth2Connector } from '../../../broker/connectors/oauth2/connector.ts';
import type { TenantId } from '../../../broker/domain/brands.ts';
import type { Departure, Proven } from '../../../broker/domain/ports/connector.ts';
import { Secret } from '../../../broker/domain/secret.ts';
import { anOAuth2Connection } from '../connections.ts';
import { secretId } from '../settings.ts';
import type { GitHub } from './provider.ts';

export const reference = 'AAAAAAAAAAAAAAAAAAAAAA';

export const place = { tenant: 'ten_acme' as TenantId, addresses: connectionAddresses('https://acme-login.example', 'github') };

/** A connection to the stand-in, as the preset for GitHub has it. */
export function gitHubConnection(provider: GitHub, wish: Partial<OAuth2Connection> = {}): OAuth2Connection {
  return anOAuth2Connection({
    ...provider.endpoints,
    clientId: provider.clientId,
    tokenEndpointAuth: 'client_secret_post',
    scopes: ['read:user', 'user:email'],
    emailVerified: null,
    domains: { mode: 'list', list: ['borealis.example'] },
    ...wish,
  });
}

/** One connector with one connection, and the browser in between. */
export function aSignIn(provider: GitHub, wish: Partial<OAuth2Connection> = {}, clientSecret = provider.clientSecret) {
  const outbound = createOutbound({ allow: [provider.origin], mode: 'development' });
  const connector = createOAuth2Connector({ outbound, random: systemRandom });
  const connection = gitHubConnection(provider, wish);
  const secrets = new Map([[secretId('github'), new Secret(clientSecret)]]);
  const common = { ...place, connection, secrets, reference };
  const depart = async () => {
    const departure = await connector.depart({ ...common, forceReauthentication: false, loginHint: null });
    if (departure.kind !== 'redirect') throw new Error('expected a redirect');
    return departure;
  };
  const arrive = (departure: Departure, url: string, method: 'GET' | 'POST' = 'GET'): Promise<Proven> =>
    connector.complete({ ...common, memory: departure.memory, arrival: { method, url, form: {} } });
  return {
    connector,
    connection,
    common,
    depart,
    arrive,
    /** From departure to verdict, in one browser. */
    async signIn(): Promise<Proven> {
      const departure = await depart();
      return arrive(departure, provider.authorize(departure.url));
    },
  };
}
