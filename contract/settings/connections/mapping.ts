import { type Static, Type } from 'typebox';

const from = (description: string) => Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\s"\\\\]+$', description });
const closed = { additionalProperties: false } as const;

/** Stands for the NameID itself where SAML reads an attribute: many providers put the e-mail address there and nowhere else. */
export const nameIdSource = 'NameID';

/** Where a person's facts stand in what the provider says: a claim of OIDC, an attribute of SAML, a path in the JSON of OAuth. */
export const Mapping = Type.Object(
  {
    email: from('The e-mail address: email'),
    firstName: from('The first name: given_name'),
    lastName: from('The last name: family_name'),
    displayName: from('The whole name: name'),
    groups: Type.Union([from('The groups: groups'), Type.Null()], {
      description: 'The groups of the person; null where the provider tells none.',
    }),
    more: Type.Array(
      Type.Object(
        {
          name: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,39}$', description: 'What rules and parties call it: department' }),
          from: from('Where it stands: urn:oid:2.5.4.11'),
        },
        closed,
      ),
      { maxItems: 30, description: 'Further facts, for rules and for what parties are told.' },
    ),
    patterns: Type.Array(
      Type.Object(
        {
          of: Type.String({ maxLength: 40, description: 'Which one: groups, email, or a name of "more".' }),
          pattern: Type.String({
            minLength: 1,
            maxLength: 500,
            description: 'A regular expression (RE2) that the whole value must match.',
          }),
        },
        closed,
      ),
      {
        maxItems: 30,
        description:
          'Values that do not match, or have more than 255 characters, are left out; where the expression has a group in brackets, its text stands for the value. One sign-in has 32 KB of text for all expressions together: past that its groups count as not told, and further facts are left out.',
      },
    ),
  },
  { ...closed, description: 'Where the facts about a person stand.' },
);
export type Mapping = Static<typeof Mapping>;
