import { type Static, Type } from 'typebox';
import { Methods, recommendedMethods } from '#contract/settings/methods';

const closed = { additionalProperties: false } as const;

/** A list of addresses with a name, for rules. */
export const Network = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$', description: 'Short name, as rules say it.' }),
    name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S', description: 'What administrators call it: "Offices".' }),
    ranges: Type.Array(Type.String({ pattern: '^[0-9a-fA-F.:]{2,45}(/\\d{1,3})?$' }), {
      minItems: 1,
      maxItems: 500,
      uniqueItems: true,
      description: 'Addresses or ranges (CIDR): 203.0.113.0/24, 2001:db8::/32.',
    }),
  },
  closed,
);
export type Network = Static<typeof Network>;

/** How second factors work at this tenant, for every application alike. */
export const SecondFactorSettings = Type.Object(
  {
    methods: Methods,
    networks: Type.Array(Network, { maxItems: 100, description: 'Named networks that rules may speak of.' }),
    rememberDays: Type.Integer({ minimum: 0, maximum: 90, description: 'How long a browser may be remembered; 0: not at all.' }),
    graceDays: Type.Integer({
      minimum: 0,
      maximum: 60,
      description: 'How long a person may sign in without a second factor from the first time that one was asked for; 0: not at all.',
    }),
  },
  { ...closed, description: 'How second factors work, for every application alike.' },
);
export type SecondFactorSettings = Static<typeof SecondFactorSettings>;

export const recommendedSecondFactor: SecondFactorSettings = {
  methods: recommendedMethods,
  networks: [],
  rememberDays: 30,
  graceDays: 0,
};
