import { type Static, Type } from 'typebox';
import { Country, EmailDomain } from '#contract/settings/common';
import { connectionIdPattern } from '#contract/settings/connections/base';
import { partyIdPattern } from '#contract/settings/party-id-pattern';
import { Strength } from '#contract/settings/policy/strength';
import { oneOf } from '#contract/settings/words';

const closed = { additionalProperties: false } as const;
const someOf = <Item extends Parameters<typeof Type.Array>[0]>(item: Item, description: string) =>
  Type.Optional(Type.Array(item, { minItems: 1, maxItems: 100, uniqueItems: true, description }));

/** `HH:MM`, 00:00 to 23:59. */
const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'A time of day: 08:30' });
const Weekday = oneOf('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun');

/** Who and when a rule is about. Every member that is there must hold; an empty one holds for everybody, always. */
export const PolicyCondition = Type.Object(
  {
    connections: someOf(Type.String({ pattern: `^${connectionIdPattern}$` }), 'Came by one of these connections.'),
    emailDomains: someOf(EmailDomain, 'Has an address of one of these domains, by the word of a connection that may speak for it.'),
    anyGroup: someOf(Type.String({ minLength: 1, maxLength: 300 }), 'Is in one of these groups of the provider; unknown groups are none.'),
    applications: someOf(
      Type.String({ pattern: `^(portal|${partyIdPattern})$` }),
      'Goes to one of these: `portal`, or an application by its short name.',
    ),
    networks: someOf(Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$' }), 'Comes from one of these named networks.'),
    outsideNetworks: someOf(Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$' }), 'Comes from none of these named networks.'),
    countries: someOf(Country, 'Comes from one of these countries; an unknown one is none of them.'),
    outsideCountries: someOf(Country, 'Comes from none of these countries; an unknown one is outside.'),
    providerProved: Type.Optional(
      Type.Union(Strength.anyOf, {
        description: 'The company has proven at least this much already, by the `assurance` of its connection.',
      }),
    ),
    providerProvedLess: Type.Optional(Type.Union(Strength.anyOf, { description: 'The company has proven less than this.' })),
    newBrowser: Type.Optional(Type.Literal(true, { description: 'This browser was never used by the person for a sign-in here.' })),
    newCountry: Type.Optional(Type.Literal(true, { description: 'The person was not in this country within 90 days.' })),
    impossibleTravel: Type.Optional(
      Type.Literal(true, { description: 'Faster than 900 km/h and farther than 500 km since the last sign-in.' }),
    ),
    recentFailures: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 50, description: 'At least so many wrong answers since the last right one.' }),
    ),
    firstSignIn: Type.Optional(Type.Literal(true, { description: 'The person did not sign in here within 90 days.' })),
    times: Type.Optional(
      Type.Object(
        {
          days: Type.Array(Weekday, { minItems: 1, maxItems: 7, uniqueItems: true }),
          from: TimeOfDay,
          to: TimeOfDay,
          zone: Type.String({ pattern: '^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$', maxLength: 60, description: 'An IANA time zone: Europe/Oslo' }),
        },
        { ...closed, description: 'Within these hours; `to` before `from` runs over midnight, and belongs to the day it began on.' },
      ),
    ),
  },
  closed,
);
export type PolicyCondition = Static<typeof PolicyCondition>;
