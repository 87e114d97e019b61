import { type Static, Type } from 'typebox';
import { EndpointUrl } from '#contract/settings/connections/endpoint';

const closed = { additionalProperties: false } as const;

/** Of a provider or an application (SAML 2.0 Core, 8.3.6: a URI of at most 1,024 characters). */
export const EntityId = Type.String({
  minLength: 1,
  maxLength: 1_024,
  pattern: '^\\S+$',
  description: 'The entity ID, exactly as the other side writes it.',
});

/** One certificate: PEM, or the base64 of its DER. */
export const CertificateText = Type.String({ minLength: 100, maxLength: 16_000, description: 'An X.509 certificate in PEM form.' });

export const SamlEndpoint = Type.Object(
  {
    url: EndpointUrl,
    binding: Type.Union([Type.Literal('redirect'), Type.Literal('post')], { description: 'In the address, or as a form that is posted.' }),
  },
  { ...closed, description: 'An address and how messages get there.' },
);
export type SamlEndpoint = Static<typeof SamlEndpoint>;

/** Forms of a name (SAML 2.0 Core, 8.3). */
export const NameIdFormat = Type.Union([Type.Literal('persistent'), Type.Literal('email'), Type.Literal('unspecified')], {
  description: 'persistent: the same for good, and different for each application. email: the address.',
});
export type NameIdFormat = Static<typeof NameIdFormat>;
