import { oidcDefaults } from '#contract/presets/defaults';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import type { SecretContent } from '#contract/settings/parts';
import { secretRefs } from '#contract/settings/secrets';
import { emptySettings, type Settings } from '#contract/settings/snapshot';

/** A name for a secret that a test can read: `secretId('okta')`. */
export function secretId(word: string): string {
  return `sec_${word.padEnd(22, '0')}`;
}

/** A connection by OpenID Connect that shows only what matters; its secret is called after its id unless told otherwise. */
export function aConnection(wish: Partial<OidcConnection> = {}): OidcConnection {
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
    ...oidcDefaults,
    scopes: ['openid', 'email'],
    domains: { mode: 'list', list: [`${id}.example`] },
    ...wish,
  };
}

export function someSettings(wish: Partial<Settings> = {}): Settings {
  return { ...emptySettings, policy: { preset: 'everybody' }, connections: [aConnection()], ...wish };
}

/** Contents for every secret that the settings refer to: `value of sec_...`. */
export function secretsOf(settings: Settings): Map<string, SecretContent> {
  const ids = secretRefs(settings).map(({ ref }) => ref.secret);
  return new Map(ids.map((id) => [id, { id, salt: 'salt-of-twenty-two-chars', value: `value of ${id}` }]));
}
