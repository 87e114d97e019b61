import { type Static, Type } from 'typebox';
import { EmailDomain, HttpUrl, SecretRef } from '#contract/settings/common';

/** Without anchors, for use inside other patterns. */
export const connectionIdPattern = '[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?';

export const ConnectionId = Type.String({
  pattern: `^${connectionIdPattern}$`,
  description: 'Short name of the connection; part of its redirect address, so it never changes.',
});

export const PresetId = Type.Union([
  Type.Literal('okta'),
  Type.Literal('entra-id'),
  Type.Literal('google'),
  Type.Literal('keycloak'),
  Type.Literal('generic-oidc'),
]);
export type PresetId = Static<typeof PresetId>;

const ClaimName = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\s"\\\\]+$' });

/** Which people a connection may speak for, by the domain of their e-mail address. */
export const ConnectionDomains = Type.Union(
  [
    Type.Object(
      {
        mode: Type.Literal('list'),
        list: Type.Array(EmailDomain, { minItems: 1, maxItems: 200, uniqueItems: true }),
      },
      { additionalProperties: false, description: 'Only addresses of these domains.' },
    ),
    Type.Object(
      { mode: Type.Literal('any-unclaimed') },
      {
        additionalProperties: false,
        description: 'Any address that the provider itself has verified and whose domain no other connection of this site claims.',
      },
    ),
  ],
  { description: 'Domains that this connection may speak for.' },
);
export type ConnectionDomains = Static<typeof ConnectionDomains>;

/** An OpenID Connect provider of a customer company (OpenID Connect Core 1.0, code flow with PKCE). */
export const OidcConnection = Type.Object(
  {
    id: ConnectionId,
    protocol: Type.Literal('oidc'),
    preset: PresetId,
    name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S', description: 'What people read on the button: "Borealis Shipping".' }),
    enabled: Type.Boolean({ description: 'A connection that is off signs nobody in.' }),
    issuer: HttpUrl,
    clientId: Type.String({ minLength: 1, maxLength: 500, pattern: '^[\\x21-\\x7e]+$' }),
    clientSecret: SecretRef,
    tokenEndpointAuth: Type.Union([Type.Literal('client_secret_basic'), Type.Literal('client_secret_post')]),
    idTokenAlgorithm: Type.Union(
      [
        Type.Literal('RS256'),
        Type.Literal('RS384'),
        Type.Literal('RS512'),
        Type.Literal('PS256'),
        Type.Literal('PS384'),
        Type.Literal('PS512'),
        Type.Literal('ES256'),
        Type.Literal('ES384'),
        Type.Literal('ES512'),
        Type.Literal('Ed25519'),
      ],
      { description: 'The one algorithm that ID tokens of this provider may be signed with.' },
    ),
    scopes: Type.Array(Type.String({ pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,100}$' }), {
      minItems: 1,
      maxItems: 20,
      uniqueItems: true,
      description: 'Must hold "openid".',
    }),
    claims: Type.Object(
      {
        email: ClaimName,
        firstName: ClaimName,
        lastName: ClaimName,
        displayName: ClaimName,
        groups: Type.Union([ClaimName, Type.Null()]),
      },
      { additionalProperties: false, description: 'Names of the claims to read.' },
    ),
    emailTrust: Type.Union([Type.Literal('verified'), Type.Literal('authoritative')], {
      description:
        'verified: email_verified must be true. authoritative: the provider runs these mail domains itself, its word is enough; only with a list of domains.',
    }),
    domains: ConnectionDomains,
  },
  { additionalProperties: false },
);
export type OidcConnection = Static<typeof OidcConnection>;

/** Any connection; later protocols join this union by their `protocol`. */
export const Connection = OidcConnection;
export type Connection = Static<typeof Connection>;
