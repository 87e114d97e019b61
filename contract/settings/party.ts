import { type Static, Type } from 'typebox';
import type { Connection } from '#contract/settings/connection';
import { connectionIdPattern } from '#contract/settings/connections/base';
import { EndpointUrl } from '#contract/settings/connections/endpoint';
import { partyIdPattern } from '#contract/settings/party-id-pattern';
import { PolicySettings } from '#contract/settings/policy';
import { CertificateText, EntityId, SamlEndpoint } from '#contract/settings/saml';

const closed = { additionalProperties: false } as const;

/** What of a person an application may be told: a fact that every connection has, or one of a mapping's `more`. */
const Fact = Type.String({
  pattern: '^(account-id|subject|email|first-name|last-name|display-name|groups|connection|more:[A-Za-z][A-Za-z0-9_-]{0,39})$',
  description: 'account-id, subject, email, first-name, last-name, display-name, groups, connection, or more:NAME.',
});

/** An application that trusts what the broker says about people: SAML 2.0, the broker is its identity provider. */
export const Party = Type.Object(
  {
    id: Type.String({ pattern: `^${partyIdPattern}$`, description: 'Short name of the application; never changes.' }),
    preset: Type.Union([Type.Literal('custom-saml'), Type.Literal('guard-customers'), Type.Literal('guard-users')], {
      description:
        'guard-customers and guard-users: Atlassian Guard for portal-only customers or for users of the organization, with the account checked in Jira.',
    }),
    name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S', description: 'What administrators call it.' }),
    enabled: Type.Boolean({ description: 'Nobody signs in to an application that is off.' }),
    entityId: EntityId,
    acs: Type.Array(EndpointUrl, {
      minItems: 1,
      maxItems: 20,
      uniqueItems: true,
      description: 'Where answers may go (assertion consumer services, HTTP-POST); the first where the request names none.',
    }),
    logout: Type.Union([SamlEndpoint, Type.Null()], { description: 'Single logout address; null where it has none.' }),
    certificates: Type.Array(CertificateText, {
      maxItems: 10,
      uniqueItems: true,
      description: 'Certificates whose keys sign the requests of the application.',
    }),
    signedRequests: Type.Boolean({ description: 'Refuse requests that are not signed. Needs a certificate.' }),
    encryptTo: Type.Union([CertificateText, Type.Null()], {
      description: 'Encrypt assertions to this certificate (RSA-OAEP, AES-256-GCM).',
    }),
    nameId: Type.Object(
      {
        format: Type.Union([Type.Literal('persistent'), Type.Literal('email'), Type.Literal('unspecified'), Type.Literal('transient')], {
          description: 'The form of the name (SAML 2.0 Core, 8.3); transient: another one for each session.',
        }),
        value: Fact,
      },
      { ...closed, description: 'How the application is told who the person is.' },
    ),
    attributes: Type.Array(
      Type.Object(
        {
          name: Type.String({
            minLength: 1,
            maxLength: 300,
            pattern: '^\\S+$',
            description: 'The name of the attribute, as the application reads it.',
          }),
          value: Fact,
        },
        closed,
      ),
      {
        maxItems: 50,
        description: 'What else the application is told; nothing that does not stand here.',
      },
    ),
    sign: Type.Union([Type.Literal('assertion'), Type.Literal('response'), Type.Literal('both')], {
      description: 'What of an answer is signed.',
    }),
    algorithm: Type.Union([Type.Literal('rsa-sha256'), Type.Literal('ecdsa-sha256')], {
      description: 'How: RSA unless the application takes ECDSA.',
    }),
    connections: Type.Union(
      [Type.Null(), Type.Array(Type.String({ pattern: `^${connectionIdPattern}$` }), { minItems: 1, maxItems: 50, uniqueItems: true })],
      {
        description: 'Connections whose people may enter; null: every one, for Atlassian Guard every one with a list of domains.',
      },
    ),
    primaryConnection: Type.Union([Type.String({ pattern: `^${connectionIdPattern}$` }), Type.Null()], {
      description: 'Where people are sent without being asked; null: they choose.',
    }),
    policy: Type.Union([PolicySettings, Type.Null()], { description: 'Who is asked for a second factor here; null: as everywhere.' }),
  },
  closed,
);
export type Party = Static<typeof Party>;

/** May people of this connection enter at all? Where Atlassian Guard decides by the address, the connection must have a list of domains. */
export function mayLeadTo({ preset }: Pick<Party, 'preset'>, { domains }: Pick<Connection, 'domains'>): boolean {
  return preset === 'custom-saml' || domains.mode === 'list';
}
