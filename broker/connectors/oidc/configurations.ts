import { hash } from 'node:crypto';
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  clockTolerance,
  customFetch,
  enableNonRepudiationChecks,
} from 'openid-client';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import type { EpochMs } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Secret } from '../../domain/secret.ts';
import { fault } from './faults.ts';
import type { ProviderMetadata } from './metadata.ts';
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

export interface Configurations {
  /** Throws as `MetadataCache.get`, and `oidc_secret_missing`. */
  of(connection: OidcConnection, secrets: ReadonlyMap<string, Secret>): Promise<Client>;
  /** With the provider's present addresses and keys, or null when they were asked for out of turn just now. */
  renewed(connection: OidcConnection, secrets: ReadonlyMap<string, Secret>): Promise<Client | null>;
}

/**
 * One Configuration per (issuer, client, secret, algorithm): it carries the provider's signing keys, so making it anew
 * for every login would fetch them every time.
 */
export function createConfigurations(deps: { metadata: MetadataCache; fetch: CustomFetch; clock: Clock }): Configurations {
  const entries = createRecent<{ client: Client | null; renewedAt: EpochMs | null }>(maxConfigurations);

  function entryOf(connection: OidcConnection, secret: string) {
    // The value itself is in the key, as its hash: two tenants may name different secrets alike.
    const { issuer, clientId, idTokenAlgorithm, tokenEndpointAuth } = connection;
    const key = hash('sha256', JSON.stringify([issuer, clientId, secret, idTokenAlgorithm, tokenEndpointAuth]), 'base64url');
    return entries.of(key, () => ({ client: null, renewedAt: null }));
  }

  return {
    async of(connection, secrets) {
      const secret = secretOf(connection, secrets);
      const metadata = await deps.metadata.get(connection.issuer);
      const entry = entryOf(connection, secret);
      if (entry.client?.metadata !== metadata)
        entry.client = { metadata, configuration: configure(connection, secret, metadata, deps.fetch) };
      return entry.client;
    },
    async renewed(connection, secrets) {
      const secret = secretOf(connection, secrets);
      const entry = entryOf(connection, secret);
      const now = deps.clock.now();
      if (entry.renewedAt !== null && now - entry.renewedAt < renewalPauseMs) return null;
      entry.renewedAt = now;
      const metadata = await deps.metadata.reload(connection.issuer);
      entry.client = { metadata, configuration: configure(connection, secret, metadata, deps.fetch) };
      return entry.client;
    },
  };
}

function secretOf(connection: OidcConnection, secrets: ReadonlyMap<string, Secret>): string {
  const secret = connection.clientSecret && secrets.get(connection.clientSecret.secret)?.reveal();
  if (!secret) throw fault('oidc_secret_missing', 'oidc.client.secret');
  return secret;
}

function configure(connection: OidcConnection, secret: string, metadata: ProviderMetadata, fetch: CustomFetch): Configuration {
  const authentication = connection.tokenEndpointAuth === 'client_secret_basic' ? ClientSecretBasic(secret) : ClientSecretPost(secret);
  const client = {
    // One algorithm, from the settings and never from what the provider advertises: that rules out "none" and HMAC.
    id_token_signed_response_alg: connection.idTokenAlgorithm,
    [clockTolerance]: toleranceSeconds,
  };
  const configuration = new Configuration({ ...metadata }, connection.clientId, client, authentication);
  configuration[customFetch] = fetch;
  // The guarded pool has its own limit; without the library's timer, logins that need the keys share one request.
  configuration.timeout = undefined;
  // Without this the library takes TLS to the token endpoint for proof enough and checks no signature at all.
  enableNonRepudiationChecks(configuration);
  // Reached only where the operator has excepted this very address: every address was put to the guard before.
  if (metadata.issuer.startsWith('http:')) allowInsecureRequests(configuration);
  return configuration;
}
