import { type Static, Type } from 'typebox';
import { IsoDate, SecretRef } from '#contract/settings/common';
import { connectionBase } from '#contract/settings/connections/base';
import { EndpointUrl } from '#contract/settings/connections/endpoint';

const path = (description: string) => Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\s"\\\\]+$', description });
const closed = { additionalProperties: false } as const;
const { id, preset, name, enabled, mapping, emailTrust, domains } = connectionBase;

/** A provider with OAuth 2.0 and a place that tells who the person is, but no OpenID Connect: GitHub, for example. */
export const OAuth2Connection = Type.Object(
  {
    id,
    protocol: Type.Literal('oauth2', { description: 'How the provider is spoken to: OAuth 2.0 without OpenID Connect.' }),
    preset,
    name,
    enabled,
    authorizationUrl: Type.String({ ...EndpointUrl, description: 'Where people sign in.' }),
    tokenUrl: Type.String({ ...EndpointUrl, description: 'Where the broker redeems codes.' }),
    userInfoUrl: Type.String({ ...EndpointUrl, description: 'Tells who the access token belongs to, as JSON.' }),
    emailsUrl: Type.Union([EndpointUrl, Type.Null()], { description: 'Lists the addresses of the person, where userinfo tells none.' }),
    clientId: Type.String({
      minLength: 1,
      maxLength: 500,
      pattern: '^[\\x21-\\x7e]+$',
      description: 'The name of the broker at the provider.',
    }),
    clientSecret: SecretRef,
    clientSecretExpiresOn: Type.Optional(
      Type.Union([IsoDate, Type.Null()], {
        description: 'The date the secret ends at the provider, to be warned in time; null: not known.',
      }),
    ),
    tokenEndpointAuth: Type.Union([Type.Literal('client_secret_basic'), Type.Literal('client_secret_post')], {
      description: 'How the broker shows its secret: in a header, or in the form (RFC 6749, section 2.3.1).',
    }),
    scopes: Type.Array(Type.String({ pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,100}$' }), { maxItems: 20, uniqueItems: true }),
    subject: path('Where the name stands that a person keeps for good: id'),
    emailVerified: Type.Union([path('Where the provider says that it checked the address: email_verified'), Type.Null()]),
    mapping,
    emailTrust,
    domains,
  },
  closed,
);
export type OAuth2Connection = Static<typeof OAuth2Connection>;
