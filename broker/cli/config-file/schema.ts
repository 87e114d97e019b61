import { type Static, Type } from 'typebox';
import { EmailCodeConnection } from '#contract/settings/connections/email-code';
import { OAuth2Connection } from '#contract/settings/connections/oauth2';
import { OidcConnection } from '#contract/settings/connections/oidc';
import { SamlConnection } from '#contract/settings/connections/saml';
import { JiraCredential } from '#contract/settings/jira';
import { connectionsDescription, jiraDescription, maxConnections, Settings } from '#contract/settings/snapshot';

/** Where the command finds a secret when the file is applied. The secret itself never stands in the file. */
export const FileSecret = Type.Union(
  [
    Type.Object({ env: Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }) }, { additionalProperties: false }),
    Type.Object({ file: Type.String({ minLength: 1 }) }, { additionalProperties: false }),
  ],
  { leaf: 'secret', description: 'A secret by reference: `{ env: NAME }` or `{ file: PATH }`, a path relative to the file it stands in.' },
);
export type FileSecret = Static<typeof FileSecret>;

const [ApiToken, AppToken] = JiraCredential.anyOf;

const closed = { additionalProperties: false } as const;

/** The contract's connections, with other references to secrets where the protocol has one. */
const FileConnection = Type.Union([
  SamlConnection,
  Type.Object(
    {
      ...OidcConnection.properties,
      clientSecret: Type.Union([FileSecret, Type.Null()], { description: 'Null with private_key_jwt, which needs none.' }),
    },
    closed,
  ),
  Type.Object({ ...OAuth2Connection.properties, clientSecret: FileSecret }, closed),
  EmailCodeConnection,
]);

/** The settings document as it stands in a file: the contract's, with other references to secrets. */
export const FileSettings = Type.Object(
  {
    ...Settings.properties,
    secondFactor: Type.Optional(Settings.properties.secondFactor),
    connections: Type.Array(FileConnection, { maxItems: maxConnections, description: connectionsDescription }),
    jira: Type.Union([Type.Object({ ...ApiToken.properties, token: FileSecret }, { additionalProperties: false }), AppToken, Type.Null()], {
      description: jiraDescription,
    }),
  },
  { additionalProperties: false },
);
export type FileSettings = Static<typeof FileSettings>;

/** The references of a document with their places (JSON Pointer), in document order. */
export function fileSecrets(document: FileSettings): readonly { readonly path: string; readonly secret: FileSecret }[] {
  const found = document.connections.flatMap((connection, index) =>
    'clientSecret' in connection && connection.clientSecret !== null
      ? [{ path: `/connections/${index}/clientSecret`, secret: connection.clientSecret }]
      : [],
  );
  if (document.jira?.kind === 'api-token') found.push({ path: '/jira/token', secret: document.jira.token });
  return found;
}

const secretPlace = /^\/(connections\/\d+\/clientSecret|jira\/token)(\/|$)/;

/** Does a mistake stand at or inside a place for a secret? */
export function isSecretPlace(path: string): boolean {
  return secretPlace.test(path);
}
