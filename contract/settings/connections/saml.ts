import { type Static, Type } from 'typebox';
import { SamlAssurance } from '#contract/settings/connections/assurance';
import { connectionBase } from '#contract/settings/connections/base';
import { EndpointUrl } from '#contract/settings/connections/endpoint';
import { CertificateText, EntityId, NameIdFormat, SamlEndpoint } from '#contract/settings/saml';

const closed = { additionalProperties: false } as const;
const { id, preset, name, enabled, mapping, emailTrust, domains } = connectionBase;

/** A SAML 2.0 identity provider of a customer company (Web Browser SSO profile; the broker is the service provider). */
export const SamlConnection = Type.Object(
  {
    id,
    protocol: Type.Literal('saml', { description: 'How the provider is spoken to: SAML 2.0.' }),
    preset,
    name,
    enabled,
    entityId: EntityId,
    signOn: SamlEndpoint,
    logout: Type.Union([SamlEndpoint, Type.Null()], { description: 'Single logout address; null where the provider has none.' }),
    certificates: Type.Array(CertificateText, {
      minItems: 1,
      maxItems: 10,
      uniqueItems: true,
      description: 'Certificates whose keys sign the answers; during a roll-over the old and the new one.',
    }),
    metadata: Type.Union(
      [
        Type.Object(
          {
            url: EndpointUrl,
            takeOver: Type.Union([Type.Literal('certificates'), Type.Literal('everything')], {
              description: 'What the broker takes over by itself when the metadata changes; the rest waits for an administrator.',
            }),
            signedBy: Type.Union([CertificateText, Type.Null()], {
              description: 'The certificate that the metadata must be signed with; null: the address over TLS is enough.',
            }),
          },
          closed,
        ),
        Type.Null(),
      ],
      { description: 'Where the provider publishes all this; null: entered by hand.' },
    ),
    signRequests: Type.Boolean({ description: 'Sign the requests (RSA-SHA256). Signed is right unless the provider cannot take it.' }),
    signed: Type.Union([Type.Literal('assertion'), Type.Literal('response'), Type.Literal('either'), Type.Literal('both')], {
      description: 'What of an answer must be signed.',
    }),
    encryption: Type.Union([Type.Literal('never'), Type.Literal('accepted'), Type.Literal('required')], {
      description: 'May, or must, the assertion be encrypted to the broker?',
    }),
    allowSha1: Type.Boolean({ description: 'Take signatures with SHA-1. Unsafe; only for a provider that cannot do better.' }),
    allowCbc: Type.Boolean({ description: 'Take assertions encrypted with AES-CBC. Weak; only for a provider that cannot do GCM.' }),
    nameIdFormat: Type.Union([NameIdFormat, Type.Null()], {
      description: 'The form of the name to ask for; null: whatever the provider sends.',
    }),
    subject: Type.Union([Type.Literal('name-id'), Type.Object({ attribute: Type.String({ minLength: 1, maxLength: 200 }) }, closed)], {
      description: 'What names a person for good: the NameID (not a transient one), or an attribute that never changes.',
    }),
    forceAuthn: Type.Boolean({ description: 'Ask the provider to let people sign in anew each time (ForceAuthn).' }),
    requestedContexts: Type.Array(Type.String({ minLength: 1, maxLength: 300, pattern: '^\\S+$' }), {
      maxItems: 10,
      description: 'Authentication contexts to ask for (RequestedAuthnContext); the answer must name one of them.',
    }),
    clockSkewSeconds: Type.Integer({ minimum: 0, maximum: 300, description: 'How far the clocks may differ.' }),
    loginFromProvider: Type.Boolean({
      description: 'Answers that nobody asked for never sign anyone in. True: such an answer begins a sign-in of our own.',
    }),
    mapping,
    assurance: Type.Optional(SamlAssurance),
    emailTrust,
    domains,
  },
  closed,
);
export type SamlConnection = Static<typeof SamlConnection>;
