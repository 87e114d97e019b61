import type { Connection } from '#contract/settings/connection';
import type { SecretContent } from '#contract/settings/parts';
import { emptySettings, type Settings } from '#contract/settings/snapshot';

/** A name for a secret that a test can read: `secretId('okta')`. */
export function secretId(word: string): string {
  return `sec_${word.padEnd(22, '0')}`;
}

/** A connection that shows only what matters; its secret is called after its id unless told otherwise. */
export function aConnection(wish: Partial<Connection> = {}): Connection {
  const id = wish.id ?? 'borealis';
  return {
    id,
    protocol: 'oidc',
    preset: 'generic-oidc',
    name: 'Borealis Shipping',
    enabled: true,
    issuer: `https://${id}.example`,
    clientId: 'gatehouse',
    clientSecret: { secret: secretId(id), setAt: 1 },
    tokenEndpointAuth: 'client_secret_basic',
    idTokenAlgorithm: 'RS256',
    scopes: ['openid', 'email'],
    claims: { email: 'email', firstName: 'given_name', lastName: 'family_name', displayName: 'name', groups: null },
    emailTrust: 'verified',
    domains: { mode: 'list', list: [`${id}.example`] },
    ...wish,
  };
}

export function someSettings(wish: Partial<Settings> = {}): Settings {
  return { ...emptySettings, connections: [aConnection()], ...wish };
}

/** Contents for every secret that the settings refer to: `value of sec_...`. */
export function secretsOf(settings: Settings): Map<string, SecretContent> {
  const ids = settings.connections.map((connection) => connection.clientSecret.secret);
  if (settings.jira?.kind === 'api-token') ids.push(settings.jira.token.secret);
  return new Map(ids.map((id) => [id, { id, salt: 'salt-of-twenty-two-chars', value: `value of ${id}` }]));
}
