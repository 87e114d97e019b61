import { type Static, Type } from 'typebox';
import { EmailCodeConnection } from '#contract/settings/connections/email-code';
import { OAuth2Connection } from '#contract/settings/connections/oauth2';
import { OidcConnection } from '#contract/settings/connections/oidc';
import { SamlConnection } from '#contract/settings/connections/saml';
import { JiraCredential } from '#contract/settings/jira';

const closed = { additionalProperties: false } as const;
const { clientSecret: _oidcSecret, ...oidcFields } = OidcConnection.properties;
const { clientSecret: _oauth2Secret, ...oauth2Fields } = OAuth2Connection.properties;
const { token: _token, ...tokenFields } = JiraCredential.anyOf[0].properties;

/** RFC 6749, appendix A.2, without a space at either end. */
const ClientSecretValue = Type.String({ pattern: '^[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?$', maxLength: 4_096 });
/** What a page sends where the settings hold a reference to a secret: a new value, or null to keep the stored one. */
const newClientSecret = Type.Union([ClientSecretValue, Type.Null()]);

export const ConnectionDraft = Type.Union([
  SamlConnection,
  Type.Object({ ...oidcFields, newClientSecret }, closed),
  Type.Object({ ...oauth2Fields, newClientSecret }, closed),
  EmailCodeConnection,
]);
export type ConnectionDraft = Static<typeof ConnectionDraft>;

/** A connection to be tried out before it is saved, with the secret itself; null where nobody has entered one. */
const clientSecret = Type.Union([ClientSecretValue, Type.Null()]);
export const TestedConnection = Type.Union([
  SamlConnection,
  Type.Object({ ...oidcFields, clientSecret }, closed),
  Type.Object({ ...oauth2Fields, clientSecret }, closed),
  EmailCodeConnection,
]);
export type TestedConnection = Static<typeof TestedConnection>;

export const JiraTokenDraftSchema = Type.Object(
  { ...tokenFields, newToken: Type.Union([Type.String({ pattern: '^[\\x21-\\x7e]{1,4096}$' }), Type.Null()]) },
  closed,
);

export const JiraAppDraftSchema = Type.Object({ kind: Type.Literal('app-token') }, closed);
