import { type Static, Type } from 'typebox';
import { EmailCodeConnection } from '#contract/settings/connections/email-code';
import { OAuth2Connection } from '#contract/settings/connections/oauth2';
import { OidcConnection } from '#contract/settings/connections/oidc';
import { SamlConnection } from '#contract/settings/connections/saml';

/** Any connection; each protocol is a file of its own. */
export const Connection = Type.Union([SamlConnection, OidcConnection, OAuth2Connection, EmailCodeConnection]);
export type Connection = Static<typeof Connection>;

export type Protocol = Connection['protocol'];
export type ConnectionOf<Speaks extends Protocol> = Extract<Connection, { protocol: Speaks }>;
