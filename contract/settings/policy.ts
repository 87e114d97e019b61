import { type Static, Type } from 'typebox';
import { PolicyRules } from '#contract/settings/policy/rules';

const closed = { additionalProperties: false } as const;

/** Presets are rules that we keep for administrators; `policyPresets` says them in full. */
const preset = <Name extends string>(name: Name, description: string) =>
  Type.Object({ preset: Type.Literal(name) }, { ...closed, description });

/** Who is asked for a second factor after signing in at their company, and for which. */
export const PolicySettings = Type.Union(
  [
    preset('nobody', 'The company sign-in is enough.'),
    preset('everybody', 'Each sign-in also asks for a second factor.'),
    preset('recommended', 'A second factor in new browsers and unusual places, unless the company has asked for one already.'),
    preset('only-without', 'A second factor for people whose company has asked for none.'),
    preset('nist-aal2', 'NIST SP 800-63B-4, AAL2: a second factor at each sign-in, not by e-mail.'),
    preset('strict', 'A security key or a passkey at each sign-in.'),
    Type.Object({ preset: Type.Literal('own'), rules: PolicyRules }, { ...closed, description: 'Rules of your own.' }),
  ],
  { description: 'Who is asked for a second factor.' },
);
export type PolicySettings = Static<typeof PolicySettings>;

/** Every way to say it, by its name. */
export const policyPresetNames = [
  'nobody',
  'everybody',
  'recommended',
  'only-without',
  'nist-aal2',
  'strict',
  'own',
] as const satisfies readonly PolicySettings['preset'][];
