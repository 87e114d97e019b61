import { type Static, Type } from 'typebox';
import { EmailDomain, HttpUrl, SecretRef } from '#contract/settings/common';

/** Without anchors, for use inside other patterns. */
export const connectionIdPattern = '[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?';

const ConnectionId = Type.String({
  pattern: `^${connectionIdPattern}$`,
  description: 'Short name of the connection; part of its redirect address, so it never changes.',
});

export const PresetId = Type.Union(
  [Type.Literal('okta'), Type.Literal('entra-id'), Type.Literal('google'), Type.Literal('keycloak'), Type.Literal('generic-oidc')],
  { description: 'The vendor, for the words and steps of the admin page; it decides nothing.' },
);
export type PresetId = Static<typeof PresetId>;

const claimName = (description: string) => Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\s"\\\\]+$', description });

/** Which people a connection may speak for, by the domain of their e-mail address. */
const ConnectionDomains = Type.Union(
  [
    Type.Object(
      {
        mode: Type.Literal('list'),
        list: Type.Array(EmailDomain, {
          minItems: 1,
          maxItems: 200,
          uniqueItems: true,
          description: 'E-mail domains in lower case; each belongs to one connection.',
        }),
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

/** An OpenID Connect provider of a customer company (OpenID Connect Core 1.0, code flow with PKCE). */
export const OidcConnection = Type.Object(
  {
    id: ConnectionId,
    protocol: Type.Literal('oidc', { description: 'How the provider is spoken to: OpenID Connect.' }),
    preset: PresetId,
    name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S', description: 'What people read on the button: "Borealis Shipping".' }),
    enabled: Type.Boolean({ description: 'A connection that is off signs nobody in.' }),
    issuer: Type.String({ ...HttpUrl, description: 'The issuer as the provider writes it, exactly (OpenID Connect Discovery 1.0).' }),
    clientId: Type.String({
      minLength: 1,
      maxLength: 500,
      pattern: '^[\\x21-\\x7e]+$',
      description: 'The name of the broker at the provider.',
    }),
    clientSecret: SecretRef,
    tokenEndpointAuth: Type.Union([Type.Literal('client_secret_basic'), Type.Literal('client_secret_post')], {
      description: 'How the broker shows its secret to the provider: in a header, or in the form (OpenID Connect Core 1.0, section 9).',
    }),
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
        email: claimName('Claim with the e-mail address: email'),
        firstName: claimName('Claim with the first name: given_name'),
        lastName: claimName('Claim with the last name: family_name'),
        displayName: claimName('Claim with the whole name: name'),
        groups: Type.Union([claimName('Claim with the groups: groups'), Type.Null()], {
          description: 'Claim with the groups of the person; null where the provider tells none.',
        }),
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

/**
 * Any connection; later protocols join by their `protocol`.
 * @alias
 */
export const Connection = OidcConnection;
export type Connection = Static<typeof Connection>;
