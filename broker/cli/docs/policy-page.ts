import { policyPresetTexts } from '#contract/messages/en/policy-presets';
import { methodTexts } from '#contract/messages/en/second-factor';
import { type ConditionMember, conditionWords } from '#contract/policy-words/condition';
import { outcomeSentence } from '#contract/policy-words/foreseen';
import { plainNames } from '#contract/policy-words/names';
import { outcomeWords } from '#contract/policy-words/outcome';
import { policySentences } from '#contract/policy-words/rules';
import { everydayPerson, preparedPeople } from '#contract/presets/described-people';
import { policyPresets } from '#contract/presets/policies';
import { type MethodKind, methodKinds } from '#contract/settings/methods';
import { PolicyCondition } from '#contract/settings/policy/condition';
import { methodStrength } from '#contract/settings/policy/method-strength';
import type { PolicyOutcome } from '#contract/settings/policy/rules';
import { strengths } from '#contract/settings/policy/strength';
import { recommendedSecondFactor } from '#contract/settings/second-factor';
import { nothingShown } from '../../domain/policy/demand.ts';
import { foresee } from '../../domain/policy/foresee.ts';
import { inlineCode, pageOf, table } from './markdown.ts';

type Kept = keyof typeof policyPresets;
/** The wisest first, as the page of administrators has them. */
const presets: readonly Kept[] = ['recommended', 'only-without', 'nist-aal2', 'strict', 'everybody', 'nobody'];

/** docs/second-factors/policy.md: how a policy is read, the presets in full, and what they make of ten people. */
export function policyPage(): string {
  return pageOf([
    '# Who is asked for a second factor',
    'The presets, the words and the table of this page are generated from `contract/presets/policies.ts`, `contract/policy-words/` and `contract/presets/described-people.ts` by `npm run docs`; a test fails when they are out of date. The admin page *Second factor* shows the same sentences.',
    '## How a policy is read',
    [
      '1. **Turn away** (`deny`): whoever fits one of these rules does not get in, whatever follows.',
      '2. **Ask for** (`list`): the first rule that fits decides. `otherwise` closes the list: it is there always, so that nobody falls through.',
      '3. **Ask for more** (`raise`): every rule that fits asks for something on top.',
    ].join('\n'),
    'What comes out is a set of demands: one of the list and one of each rule that raises. *All* of them have to be met. So a rule that raises can never ask for less, in whatever order the rules stand: that is how they are put together, not something that is checked afterwards (`broker/domain/policy/decide.ts`).',
    'A condition holds when *every* member that it names holds; without any it fits everybody. What is not known counts as what asks for more: an unknown country is outside of every country, groups that the provider does not tell are none, and a company that says nothing has proved nothing.',
    'Every decision names the rules that it comes from (`because`); traces say it, and so does *What would happen to …* on the admin page.',
    '## Switches',
    'Each application has one switch, *Require a second factor*; the portal is one of them. Off means the preset `nobody` for this application alone: the rules of the tenant are not looked at, those that turn away neither. On means the policy of the tenant. What is said of one person on the page *People* stands beside the rules: *required* adds a demand, *exempt* takes the place of the list, and of nothing else.',
    '## Presets',
    ...presets.flatMap((preset) => [
      `### ${policyPresetTexts[preset].label} (${inlineCode(preset)})`,
      policyPresetTexts[preset].hint,
      policySentences(policyPresets[preset], plainNames)
        .map((sentence) => `* ${sentence}`)
        .join('\n'),
    ]),
    'They are data: *Make it my own* on the admin page takes one over as rules to change.',
    '## What a rule may ask for',
    table(
      ['Outcome', 'Means'],
      outcomes.map((outcome) => [inlineCode(outcome.ask), `${capital(outcomeWords(outcome))}.`]),
    ),
    'Strengths, and which methods reach them (NIST SP 800-63B-4, 3.1.3 and 3.2.5):',
    table(
      ['Strength', 'Methods'],
      strengths.map((strength) => [
        inlineCode(strength),
        methodKinds
          .filter((kind) => methodStrength[kind] === strength)
          .map((kind) => methodTexts[kind].name)
          .join(', '),
      ]),
    ),
    'A stronger one always counts for a weaker demand. A remembered browser counts for `any` and for nothing above it, whatever a rule says.',
    '## What a rule may look at',
    table(
      ['Member', 'Holds if'],
      (Object.keys(example) as ConditionMember[]).map((member) => [
        inlineCode(member),
        capital(conditionWords({ [member]: example[member] }, plainNames).join('')),
      ]),
    ),
    '## Ten people, by every preset',
    'With the methods that are switched on at first. The admin page tries the same ten on rules of your own, saved or not.',
    table(
      ['Somebody', ...presets.map((preset) => policyPresetTexts[preset].label)],
      preparedPeople.map(({ label, person }) => [`**${label}**`, ...presets.map((preset) => told(preset, person))]),
    ),
    preparedPeople.map(({ label, text }) => `* *${label}*: ${text}`).join('\n'),
    'One of them in a sentence, by the preset *Recommended*: on a journey, “' +
      outcomeSentence(happens('recommended', preparedPeople.find(({ id }) => id === 'abroad')?.person ?? {})) +
      '”',
    '## What is refused, and what is only said',
    'A policy that names what is not there, asks for what every method for it is switched off for, or turns everybody away without a condition is refused with its place. A rule that is never reached, a rule on top that asks for nothing, a provider whose word does not count yet, rules about countries on a broker without a database of them, and rules by which administrators may lock themselves out (Atlassian Guard) can be saved: the page says it before.',
    'The policy before the present one is kept: *Go back to it* brings it back with one press, and once more brings back the other.',
  ]);
}

const outcomes: readonly PolicyOutcome[] = [
  { ask: 'nothing' },
  { ask: 'factor', strength: 'any', rememberedBrowser: true },
  { ask: 'methods', methods: ['webauthn', 'totp'] },
  { ask: 'provider', strength: 'strong' },
];

const values: Required<PolicyCondition> = {
  connections: ['borealis'],
  emailDomains: ['borealis.example'],
  anyGroup: ['Crew'],
  applications: ['portal', 'wiki'],
  networks: ['offices'],
  outsideNetworks: ['offices'],
  countries: ['NO', 'SE'],
  outsideCountries: ['NO', 'SE'],
  providerProved: 'strong',
  providerProvedLess: 'any',
  newBrowser: true,
  newCountry: true,
  impossibleTravel: true,
  recentFailures: 5,
  firstSignIn: true,
  times: { days: ['sat', 'sun'], from: '18:00', to: '08:00', zone: 'Europe/Oslo' },
};
/** In the order of the schema. */
const example = Object.fromEntries(
  (Object.keys(PolicyCondition.properties) as ConditionMember[]).map((member) => [member, values[member]]),
) as typeof values;

const { methods } = recommendedSecondFactor;
const switchedOn = methodKinds.filter((kind) => methods[kind].enabled);
const setUpByHand: readonly MethodKind[] = switchedOn.filter((kind) => kind !== 'recovery-code' && kind !== 'temporary-pass');

function happens(preset: Kept, person: (typeof preparedPeople)[number]['person']) {
  const {
    email,
    factors,
    address: _address,
    rememberedBrowser,
    at,
    ...facts
  } = { ...everydayPerson('borealis', 'borealis.example', 'portal'), ...person };
  return foresee({
    rules: policyPresets[preset],
    facts: { ...facts, emailDomain: email === null ? null : 'borealis.example', networks: [], now: at ?? 0 },
    proof: { ...nothingShown, rememberedBrowser },
    factors: factors.filter((kind) => switchedOn.includes(kind)).map((kind) => ({ kind, isOwn: setUpByHand.includes(kind) })),
    enrollable: setUpByHand,
    canAsk: () => false,
    graceDays: 0,
  });
}

/** The way in as few words as fit into a cell. */
function told(preset: Kept, person: (typeof preparedPeople)[number]['person']): string {
  const words = happens(preset, person).steps.map((step) => {
    if (step.kind === 'challenge') return short(step.methods[0]);
    if (step.kind === 'enrol') return `sets up ${short(step.methods[0])}`;
    return step.kind === 'enter' ? 'in' : step.kind;
  });
  return words.join(' → ');
}

const short = (kind: MethodKind | undefined) => (kind === undefined ? '' : (shortNames[kind] ?? methodTexts[kind].name.toLowerCase()));
const shortNames: Partial<Record<MethodKind, string>> = { webauthn: 'key', totp: 'app', push: 'phone', 'sms-code': 'SMS' };

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
