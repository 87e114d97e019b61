import { type Static, Type } from 'typebox';
import { MethodKind } from '#contract/settings/methods';
import { PolicyCondition } from '#contract/settings/policy/condition';
import { Strength } from '#contract/settings/policy/strength';

const closed = { additionalProperties: false } as const;
const name = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S', description: 'What the rule is called; traces say it.' });

/** What a rule asks for. */
export const PolicyOutcome = Type.Union([
  Type.Object({ ask: Type.Literal('nothing') }, { ...closed, description: "The company's sign-in is enough." }),
  Type.Object(
    {
      ask: Type.Literal('factor'),
      strength: Strength,
      /** Never counts for `strong` and above; the rules say so. */
      rememberedBrowser: Type.Boolean({ description: 'A browser that the person asked to be remembered is enough.' }),
    },
    { ...closed, description: 'A second factor of at least this strength.' },
  ),
  Type.Object(
    { ask: Type.Literal('methods'), methods: Type.Array(MethodKind, { minItems: 1, uniqueItems: true }) },
    { ...closed, description: 'A second factor by one of these methods, whatever else the person has.' },
  ),
  Type.Object(
    { ask: Type.Literal('provider'), strength: Strength },
    {
      ...closed,
      description: 'The company is asked to check the person again and more strictly; where it cannot, a factor of this strength here.',
    },
  ),
]);
export type PolicyOutcome = Static<typeof PolicyOutcome>;

const Rule = Type.Object({ name, when: PolicyCondition, outcome: PolicyOutcome }, closed);
export type PolicyRule = Static<typeof Rule>;

/**
 * The rules of a tenant or of one application. `deny`: any match ends the sign-in. `list`: the first match counts, and
 * `otherwise` closes it. `raise`: every match asks for more, none for less.
 */
export const PolicyRules = Type.Object(
  {
    deny: Type.Array(Type.Object({ name, when: PolicyCondition }, closed), { maxItems: 100 }),
    list: Type.Array(Rule, { maxItems: 200 }),
    otherwise: PolicyOutcome,
    raise: Type.Array(Rule, { maxItems: 100 }),
  },
  closed,
);
export type PolicyRules = Static<typeof PolicyRules>;
