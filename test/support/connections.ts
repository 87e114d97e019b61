import { oauth2Defaults, samlDefaults } from '#contract/presets/defaults';
import type { EmailCodeConnection } from '#contract/settings/connections/email-code';
import type { OAuth2Connection } from '#contract/settings/connections/oauth2';
import type { SamlConnection } from '#contract/settings/connections/saml';
import type { Party } from '#contract/settings/party';
import { aCertificate } from './certificate.ts';
import { secretId } from './settings.ts';

const basics = (id: string) => ({
  id,
  name: id,
  enabled: true,
  domains: { mode: 'list' as const, list: [`${id}.example`] },
});

/** A connection by SAML that shows only what matters; so do the others. */
export function aSamlConnection(wish: Partial<SamlConnection> = {}): SamlConnection {
  const id = wish.id ?? 'kestrel';
  return {
    ...basics(id),
    protocol: 'saml',
    preset: 'generic-saml',
    entityId: `https://id.${id}.example/saml`,
    signOn: { url: `https://id.${id}.example/saml/sso`, binding: 'redirect' },
    logout: null,
    certificates: [aCertificate],
    metadata: null,
    ...samlDefaults,
    ...wish,
  };
}

export function anOAuth2Connection(wish: Partial<OAuth2Connection> = {}): OAuth2Connection {
  const id = wish.id ?? 'github';
  return {
    ...basics(id),
    protocol: 'oauth2',
    preset: 'generic-oauth2',
    authorizationUrl: `https://id.${id}.example/authorize`,
    tokenUrl: `https://id.${id}.example/token`,
    userInfoUrl: `https://id.${id}.example/user`,
    emailsUrl: null,
    clientId: 'gatehouse',
    clientSecret: { secret: secretId(id), setAt: 1 },
    ...oauth2Defaults,
    ...wish,
  };
}

export function anEmailCodeConnection(wish: Partial<EmailCodeConnection> = {}): EmailCodeConnection {
  return { ...basics(wish.id ?? 'guests'), protocol: 'email-code', preset: 'email-code', ...wish };
}

export function aParty(wish: Partial<Party> = {}): Party {
  const id = wish.id ?? 'wiki';
  return {
    id,
    preset: 'custom-saml',
    name: id,
    enabled: true,
    entityId: `https://${id}.example/saml`,
    acs: [`https://${id}.example/saml/acs`],
    logout: null,
    certificates: [],
    signedRequests: false,
    encryptTo: null,
    nameId: { format: 'persistent', value: 'account-id' },
    attributes: [{ name: 'mail', value: 'email' }],
    sign: 'assertion',
    algorithm: 'rsa-sha256',
    connections: null,
    primaryConnection: null,
    policy: null,
    ...wish,
  };
}
