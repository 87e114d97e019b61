import { Type } from 'typebox';
import { EmailDomain } from '#contract/settings/common';
import { Mapping } from '#contract/settings/connections/mapping';
import { PresetId } from '#contract/settings/connections/preset-id';

/** Without anchors, for use inside other patterns. */
export const connectionIdPattern = '[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?';

/** Which people a connection may speak for, by the domain of their e-mail address. */
const ConnectionDomains = Type.Union(
  [
    Type.Object(
      {
        mode: Type.Literal('list'),
        list: Type.Array(EmailDomain, {
          minItems: 1,
          maxItems: 200,
          uniqueItems: true,
          description: 'E-mail domains in lower case; each belongs to one connection.',
        }),
        proof: Type.Optional(
          Type.Union([Type.Literal('statement'), Type.Literal('dns')], {
            description:
              "How it is known that these domains are the company's: statement: an administrator says so. dns: each has a TXT record that the broker names; new people are let in once it was found, and it is looked for every week. statement where it is left out.",
          }),
        ),
      },
      { additionalProperties: false, description: 'Only addresses of these domains.' },
    ),
    Type.Object(
      { mode: Type.Literal('any-unclaimed') },
      {
        additionalProperties: false,
        description: 'Any address that the provider itself has verified and whose domain no other connection of this site claims.',
      },
    ),
  ],
  { description: 'Domains that this connection may speak for.' },
);

/** What every connection has, whatever it speaks. */
export const connectionBase = {
  id: Type.String({
    pattern: `^${connectionIdPattern}$`,
    description: 'Short name of the connection; part of its redirect address, so it never changes.',
  }),
  preset: PresetId,
  name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S', description: 'What people read on the button: "Borealis Shipping".' }),
  enabled: Type.Boolean({ description: 'A connection that is off signs nobody in.' }),
  mapping: Mapping,
  emailTrust: Type.Union([Type.Literal('verified'), Type.Literal('authoritative')], {
    description:
      'verified: the provider says of each address that it checked it. authoritative: the provider runs these mail domains itself, its word is enough; only with a list of domains.',
  }),
  domains: ConnectionDomains,
};
