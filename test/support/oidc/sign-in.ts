import { oidcDefaults } from '#contract/presets/defaults';
import { connectionAddresses } from '#contract/settings/addresses';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import { systemRandom } from '../../../broker/adapters/clock/system-random.ts';
import { createOutbound } from '../../../broker/adapters/net/outbound.ts';
import { createOidcConnector } from '../../../broker/connectors/oidc/connector.ts';
import type { Strength } from '../../../broker/domain/assurance.ts';
import type { EpochMs, TenantId } from '../../../broker/domain/brands.ts';
import type { Connector, Departure, Proven } from '../../../broker/domain/ports/connector.ts';
import type { Outbound } from '../../../broker/domain/ports/outbound.ts';
import type { SigningKeys } from '../../../broker/domain/ports/signing-keys.ts';
import { Secret } from '../../../broker/domain/secret.ts';
import { createClientKeys } from './client-keys.ts';
import type { TestProvider } from './provider.ts';

/** What a connector is given beside the connection itself. */
export const place = {
  tenant: 'ten_acme' as TenantId,
  addresses: connectionAddresses('https://acme-login.gatehouse.example', 'borealis'),
};
export const callbackUrl = place.addresses.redirectUri;
export const reference = 'AAAAAAAAAAAAAAAAAAAAAA';
const secretRef = `sec_${'a'.repeat(22)}`;

/** Only what a test is about needs saying. */
export function aConnection(provider: Pick<TestProvider, 'issuer' | 'clientId'>, more: Partial<OidcConnection> = {}): OidcConnection {
  return {
    id: 'borealis',
    protocol: 'oidc',
    preset: 'generic-oidc',
    name: 'Borealis Shipping',
    enabled: true,
    issuer: provider.issuer,
    clientId: provider.clientId,
    clientSecret: { secret: secretRef, setAt: 0 },
    ...oidcDefaults,
    mapping: { ...oidcDefaults.mapping, groups: 'groups' },
    domains: { mode: 'list', list: ['borealis.example'] },
    ...more,
  };
}

/** The secrets of a snapshot in which `aConnection` finds its client secret. */
export function secretsOf(clientSecret: string): ReadonlyMap<string, Secret> {
  return new Map([[secretRef, new Secret(clientSecret)]]);
}

/** A clock that starts now, since tokens are dated by the real time, and moves when told. */
export function aClock() {
  let ahead = 0;
  return {
    now: (): EpochMs => Date.now() + ahead,
    advance: (ms: number) => {
      ahead += ms;
    },
  };
}

/** One connector with one connection, and the browser in between. */
export function aSignIn(
  provider: TestProvider,
  more: {
    connection?: Partial<OidcConnection>;
    clientSecret?: string;
    outbound?: Outbound;
    clock?: ReturnType<typeof aClock>;
    keys?: SigningKeys;
  } = {},
) {
  const clock = more.clock ?? aClock();
  const outbound = more.outbound ?? createOutbound({ allow: [provider.issuer], mode: 'development' });
  const connector: Connector = createOidcConnector({ keys: more.keys ?? createClientKeys(), outbound, clock, random: systemRandom });
  const connection = aConnection(provider, more.connection);
  const secrets = secretsOf(more.clientSecret ?? provider.clientSecret);

  const depart = async (ask: { forceReauthentication?: boolean; loginHint?: string; reference?: string; strength?: Strength } = {}) => {
    const departure = await connector.depart({
      ...place,
      connection,
      secrets,
      reference: ask.reference ?? reference,
      forceReauthentication: ask.forceReauthentication ?? false,
      loginHint: ask.loginHint ?? null,
      ...(ask.strength && { ask: { strength: ask.strength } }),
    });
    if (departure.kind !== 'redirect') throw new Error('expected a redirect');
    return departure;
  };
  const arrive = (departure: Departure, url: string, method: 'GET' | 'POST' = 'GET'): Promise<Proven> =>
    connector.complete({ ...place, connection, secrets, reference, memory: departure.memory, arrival: { method, url, form: {} } });

  return {
    connector,
    connection,
    secrets,
    clock,
    depart,
    arrive,
    /** From departure to verdict, in one browser. */
    signIn: async (ask: Parameters<typeof depart>[0] = {}): Promise<Proven> => {
      const departure = await depart(ask);
      return arrive(departure, provider.authorize(departure.url));
    },
  };
}
