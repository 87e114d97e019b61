import { Type } from 'typebox';
import { OidcConnection } from '#contract/settings/connection';
import { JiraCredential } from '#contract/settings/jira';

/** What a page sends where the settings hold a reference to a secret: a new value, or null to keep the stored one. */
const { clientSecret: _clientSecret, ...connectionFields } = OidcConnection.properties;
const { token: _token, ...tokenFields } = JiraCredential.anyOf[0].properties;
const closed = { additionalProperties: false } as const;

export const ConnectionDraftSchema = Type.Object(
  { ...connectionFields, newClientSecret: Type.Union([Type.String({ minLength: 1, maxLength: 4096 }), Type.Null()]) },
  closed,
);

export const JiraTokenDraftSchema = Type.Object(
  { ...tokenFields, newToken: Type.Union([Type.String({ pattern: '^[\\x21-\\x7e]{1,4096}$' }), Type.Null()]) },
  closed,
);

export const JiraAppDraftSchema = Type.Object({ kind: Type.Literal('app-token') }, closed);
