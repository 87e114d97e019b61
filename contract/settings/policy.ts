import { type Static, Type } from 'typebox';

/** Who is asked for a second factor after signing in at their company. */
export const PolicySettings = Type.Object(
  {
    preset: Type.Union([Type.Literal('nobody'), Type.Literal('everybody')], {
      description: 'nobody: the company sign-in is enough. everybody: each sign-in also asks for a second factor.',
    }),
  },
  { additionalProperties: false, description: 'Who is asked for a second factor.' },
);
export type PolicySettings = Static<typeof PolicySettings>;
