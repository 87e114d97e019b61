import { type Static, Type } from 'typebox';
import { HttpUrl, IsoDate, SecretRef } from '#contract/settings/common';
import { OidcAssurance } from '#contract/settings/connections/assurance';
import { connectionBase } from '#contract/settings/connections/base';
import { EndpointUrl } from '#contract/settings/connections/endpoint';

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'Ed25519'] as const;
const closed = { additionalProperties: false } as const;
const { id, preset, name, enabled, mapping, emailTrust, domains } = connectionBase;

/** For providers without a discovery document. */
const OidcEndpoints = Type.Object(
  {
    authorization: Type.String({ ...EndpointUrl, description: 'Where people sign in (authorization_endpoint).' }),
    token: Type.String({ ...EndpointUrl, description: 'Where the broker redeems codes (token_endpoint).' }),
    jwks: Type.String({ ...EndpointUrl, description: 'Where the signing keys are (jwks_uri).' }),
    userinfo: Type.Union([EndpointUrl, Type.Null()], {
      description: 'Tells more about the person (userinfo_endpoint); null where there is none.',
    }),
    endSession: Type.Union([EndpointUrl, Type.Null()], {
      description: 'Where people sign out (end_session_endpoint); null where there is none.',
    }),
  },
  closed,
);

/** An OpenID Connect provider of a customer company (OpenID Connect Core 1.0, code flow with PKCE). */
export const OidcConnection = Type.Object(
  {
    id,
    protocol: Type.Literal('oidc', { description: 'How the provider is spoken to: OpenID Connect.' }),
    preset,
    name,
    enabled,
    issuer: Type.String({ ...HttpUrl, description: 'The issuer as the provider writes it, exactly (OpenID Connect Discovery 1.0).' }),
    endpoints: Type.Union([OidcEndpoints, Type.Null()], {
      description: 'Null: read from the discovery document of the issuer. Otherwise the addresses, by hand.',
    }),
    clientId: Type.String({
      minLength: 1,
      maxLength: 500,
      pattern: '^[\\x21-\\x7e]+$',
      description: 'The name of the broker at the provider.',
    }),
    clientSecret: Type.Union([SecretRef, Type.Null()], { description: 'Null with private_key_jwt, which needs none.' }),
    clientSecretExpiresOn: Type.Optional(
      Type.Union([IsoDate, Type.Null()], {
        description: 'The date the secret ends at the provider, to be warned in time; null: not known.',
      }),
    ),
    tokenEndpointAuth: Type.Union(
      [Type.Literal('client_secret_basic'), Type.Literal('client_secret_post'), Type.Literal('private_key_jwt')],
      {
        description:
          'How the broker proves itself to the provider: its secret in a header, in the form, or a signature of its own key (OpenID Connect Core 1.0, section 9).',
      },
    ),
    idTokenAlgorithm: Type.Enum(algorithms, { description: 'The one algorithm that ID tokens of this provider may be signed with.' }),
    scopes: Type.Array(Type.String({ pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,100}$' }), {
      minItems: 1,
      maxItems: 20,
      uniqueItems: true,
      description: 'Must hold "openid".',
    }),
    acrValues: Type.Array(Type.String({ pattern: '^[\\x21-\\x7e]{1,200}$' }), {
      maxItems: 10,
      description: 'Authentication contexts to ask the provider for (acr_values), the dearest first; the ID token must name one of them.',
    }),
    maxAgeSeconds: Type.Union([Type.Integer({ minimum: 0, maximum: 86_400 }), Type.Null()], {
      description: 'How long ago the person may have signed in at the provider (max_age); null: as the provider thinks right.',
    }),
    prompt: Type.Union([Type.Literal('login'), Type.Literal('select_account'), Type.Literal('consent'), Type.Null()], {
      description: 'What the provider shows in any case (prompt).',
    }),
    loginFromProvider: Type.Boolean({
      description: 'May the provider begin a sign-in (initiate_login_uri, OpenID Connect Core 1.0, section 4)?',
    }),
    backChannelLogout: Type.Boolean({
      description: 'May the provider end sessions by a call of its own (OpenID Connect Back-Channel Logout 1.0)?',
    }),
    mapping,
    assurance: Type.Optional(OidcAssurance),
    emailTrust,
    domains,
  },
  closed,
);
export type OidcConnection = Static<typeof OidcConnection>;
