import { type Static, Type } from 'typebox';
import { Strength } from '#contract/settings/policy/strength';

const closed = { additionalProperties: false } as const;
const value = (description: string) => Type.String({ minLength: 1, maxLength: 300, pattern: '^\\S+$', description });

const Counted = Type.Object(
  {
    value: value('The value exactly as the provider sends it.'),
    counts: Type.Union(Strength.anyOf, { description: 'As which second factor it counts.' }),
  },
  closed,
);
const Asked = Type.Object(
  {
    value: value('The value exactly as the provider takes it.'),
    for: Type.Union(Strength.anyOf, { description: 'What the provider makes of it.' }),
  },
  closed,
);

/**
 * What of the provider's own word about a sign-in counts as a second factor. Without it the provider has proven one factor,
 * whatever it says (OWASP ASVS 5.0, 6.8.4); there is no switch that believes everything.
 */
const assurance = {
  contexts: Type.Array(Counted, {
    maxItems: 20,
    description: 'Values of `acr` (OpenID Connect) or AuthnContextClassRef (SAML) that count.',
  }),
  methods: Type.Array(Counted, {
    maxItems: 20,
    description: 'Values of `amr` (OpenID Connect, RFC 8176), or of `methodsAttribute` (SAML), that count. One of them is enough.',
  }),
  maxAgeMinutes: Type.Integer({
    minimum: 1,
    maximum: 43_200,
    description:
      'How long ago the person may have signed in at the provider (auth_time, AuthnInstant) for it to count. A provider that does not say when has proven nothing.',
  }),
  ask: Type.Array(Asked, {
    maxItems: 10,
    description:
      'What to ask the provider for when a rule has it check the person again (acr_values, RequestedAuthnContext), the dearest first; none: it is not asked.',
  }),
};
const description = 'What of the provider’s word about a sign-in counts as a second factor; one factor where it is left out.';

export const OidcAssurance = Type.Object(assurance, { ...closed, description });

export const SamlAssurance = Type.Object(
  {
    ...assurance,
    methodsAttribute: Type.Union([Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }), Type.Null()], {
      description: 'The attribute that names how the person signed in; null where there is none.',
    }),
  },
  { ...closed, description },
);

/** Of either protocol. */
export type AssuranceTable = Static<typeof OidcAssurance> & { readonly methodsAttribute?: string | null };
