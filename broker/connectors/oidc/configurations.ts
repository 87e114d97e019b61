import { hash } from 'node:crypto';
import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  clockTolerance,
  customFetch,
  enableNonRepudiationChecks,
} from 'openid-client';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import type { EpochMs, TenantId } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { SigningKeys } from '../../domain/ports/signing-keys.ts';
import type { Secret } from '../../domain/secret.ts';
import { clientKeyOf, privateKeyJwt } from './client-assertion.ts';
import { fault } from './faults.ts';
import { metadataByHand, type ProviderMetadata } from './metadata.ts';
import type { MetadataCache } from './metadata-cache.ts';
import { createRecent } from './recent.ts';

/** Clocks of providers may be off by this much, both ways. */
export const toleranceSeconds = 60;
/** Signing keys are asked for again out of turn at most this often. */
const renewalPauseMs = 30_000;
const maxConfigurations = 20_000;

/** The library's view of one connection, and what the provider published when it was made. */
export interface Client {
  readonly configuration: Configuration;
  readonly metadata: ProviderMetadata;
}

/** Whose client it is, and what it proves itself with. */
export interface ClientAtHand {
  readonly tenant: TenantId;
  readonly connection: OidcConnection;
  readonly secrets: ReadonlyMap<string, Secret>;
}

export interface Configurations {
  /** Throws as `MetadataCache.get`, and `oidc_secret_missing`. */
  of(at: ClientAtHand): Promise<Client>;
  /** With the provider's present addresses and keys, or null when they were asked for out of turn just now. */
  renewed(at: ClientAtHand): Promise<Client | null>;
  /** The provider's addresses, from its document or as they were entered. Throws as `MetadataCache.get`. */
  published(connection: OidcConnection): Promise<ProviderMetadata>;
}

interface Deps {
  readonly metadata: MetadataCache;
  readonly fetch: CustomFetch;
  readonly outbound: Outbound;
  readonly keys: SigningKeys;
  readonly clock: Clock;
  readonly random: Random;
}

/** How a client proves itself, and what tells one such proof from another. */
interface Credential {
  readonly name: string;
  readonly authentication: ClientAuth;
}

interface Entry {
  client: Client | null;
  renewedAt: EpochMs | null;
}

/**
 * One Configuration per (issuer, addresses, client, credential, algorithm): it carries the provider's signing keys, so
 * making it anew for every login would fetch them every time.
 */
export function createConfigurations(deps: Deps): Configurations {
  const entries = createRecent<Entry>(maxConfigurations);
  /** Addresses entered by hand, checked once for as long as the settings hold them. */
  const byHand = new WeakMap<OidcConnection, ProviderMetadata>();

  function entryOf(connection: OidcConnection, credential: Credential): Entry {
    // The secret itself is in the key, as its hash: two tenants may name different secrets alike.
    const { issuer, endpoints, clientId, idTokenAlgorithm, tokenEndpointAuth } = connection;
    const parts = [issuer, endpoints, clientId, credential.name, idTokenAlgorithm, tokenEndpointAuth];
    return entries.of(hash('sha256', JSON.stringify(parts), 'base64url'), () => ({ client: null, renewedAt: null }));
  }

  async function credentialOf({ tenant, connection, secrets }: ClientAtHand): Promise<Credential> {
    if (connection.tokenEndpointAuth === 'private_key_jwt') {
      const key = await clientKeyOf(deps.keys, tenant);
      return { name: `key ${tenant} ${key.id}`, authentication: privateKeyJwt(key, connection.issuer, deps) };
    }
    const secret = connection.clientSecret && secrets.get(connection.clientSecret.secret)?.reveal();
    if (!secret) throw fault('oidc_secret_missing', 'oidc.client.secret');
    const inHeader = connection.tokenEndpointAuth === 'client_secret_basic';
    return { name: `secret ${secret}`, authentication: inHeader ? ClientSecretBasic(secret) : ClientSecretPost(secret) };
  }

  function entered(connection: OidcConnection): ProviderMetadata | null {
    if (connection.endpoints === null) return null;
    const known = byHand.get(connection) ?? metadataByHand(connection.issuer, connection.endpoints, (url) => deps.outbound.refusalOf(url));
    byHand.set(connection, known);
    return known;
  }

  const published = async (connection: OidcConnection) => entered(connection) ?? deps.metadata.get(connection.issuer);

  return {
    async of(at) {
      const { connection } = at;
      const credential = await credentialOf(at);
      const metadata = await published(connection);
      const entry = entryOf(connection, credential);
      // A document that was read again is another one; addresses by hand are part of the entry's name.
      if (entry.client === null || (connection.endpoints === null && entry.client.metadata !== metadata))
        entry.client = { metadata, configuration: configure(connection, credential, metadata, deps.fetch) };
      return entry.client;
    },
    async renewed(at) {
      const { connection } = at;
      const credential = await credentialOf(at);
      const entry = entryOf(connection, credential);
      const now = deps.clock.now();
      if (entry.renewedAt !== null && now - entry.renewedAt < renewalPauseMs) return null;
      entry.renewedAt = now;
      const metadata = entered(connection) ?? (await deps.metadata.reload(connection.issuer));
      entry.client = { metadata, configuration: configure(connection, credential, metadata, deps.fetch) };
      return entry.client;
    },
    published,
  };
}

function configure(connection: OidcConnection, credential: Credential, metadata: ProviderMetadata, fetch: CustomFetch): Configuration {
  const client = {
    // One algorithm, from the settings and never from what the provider advertises: that rules out "none" and HMAC.
    id_token_signed_response_alg: connection.idTokenAlgorithm,
    [clockTolerance]: toleranceSeconds,
  };
  const configuration = new Configuration({ ...metadata }, connection.clientId, client, credential.authentication);
  configuration[customFetch] = fetch;
  // The guarded pool has its own limit; without the library's timer, logins that need the keys share one request.
  configuration.timeout = undefined;
  // Without this the library takes TLS to the token endpoint for proof enough and checks no signature at all.
  enableNonRepudiationChecks(configuration);
  // Reached only where the operator has excepted this very address: every address was put to the guard before.
  const { issuer, token_endpoint, jwks_uri, userinfo_endpoint = '' } = metadata;
  if ([issuer, token_endpoint, jwks_uri, userinfo_endpoint].some((url) => url.startsWith('http:'))) allowInsecureRequests(configuration);
  return configuration;
}
