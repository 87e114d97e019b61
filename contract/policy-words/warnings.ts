import { methodTexts } from '#contract/messages/en/second-factor';
import { covers } from '#contract/policy-words/covers';
import { listed } from '#contract/policy-words/names';
import type { Connection } from '#contract/settings/connection';
import type { MethodKind } from '#contract/settings/methods';
import type { Party } from '#contract/settings/party';
import type { PolicyCondition } from '#contract/settings/policy/condition';
import { methodsProving, onTop } from '#contract/settings/policy/method-strength';
import type { PolicyOutcome, PolicyRules } from '#contract/settings/policy/rules';
import type { SecondFactorSettings } from '#contract/settings/second-factor';

/** What rules are held against. */
export interface PolicySurroundings {
  readonly connections: readonly { readonly id: string; readonly enabled: boolean; readonly assurance?: AssuranceOf | undefined }[];
  readonly parties: readonly Pick<Party, 'id' | 'name' | 'preset' | 'enabled' | 'policy'>[];
  readonly secondFactor: SecondFactorSettings;
  /** What works at the broker; null while that is not known. */
  readonly ready: readonly MethodKind[] | null;
  /** Can the broker tell countries? Null while that is not known. */
  readonly countries: boolean | null;
}

type AssuranceOf = Extract<Connection, { protocol: 'oidc' }>['assurance'];

/** What is allowed and hardly meant, in sentences for administrators; empty where nothing strikes. Pure. */
export function policyWarnings(rules: PolicyRules, around: PolicySurroundings): string[] {
  return [
    ...everybodyDenied(rules, around),
    ...cannotBeMet(rules, around),
    ...neverReached(rules),
    ...withoutEffect(rules),
    ...nothingToGoBy(rules, around),
    ...administratorsToo(rules, around),
  ];
}

function everybodyDenied({ deny }: PolicyRules, { connections, parties }: PolicySurroundings): string[] {
  const enabled = connections.filter((connection) => connection.enabled).map(({ id }) => id);
  const applications = ['portal', ...parties.filter((party) => party.enabled).map(({ id }) => id)];
  const always = (when: PolicyCondition) => hours(when.times);
  const onlyBy = (when: PolicyCondition, members: readonly (keyof PolicyCondition)[]) =>
    Object.keys(when).every((member) => member === 'times' || (members as readonly string[]).includes(member)) && always(when);
  const everywhere = (when: PolicyCondition) =>
    when.applications === undefined || applications.every((id) => when.applications?.includes(id));
  const closed = deny.filter(({ when }) => onlyBy(when, ['connections', 'applications']) && everywhere(when));
  const shut = (id: string) => closed.some(({ when }) => when.connections === undefined || when.connections.includes(id));
  const unconditional = deny.some(({ when }) => onlyBy(when, ['applications']) && everywhere(when));
  return unconditional || (enabled.length > 0 && enabled.every(shut))
    ? ['Everybody is turned away: the rules under “Turn away” leave nobody who could sign in.']
    : [];
}

const hours = (times: PolicyCondition['times']) => times === undefined || (times.days.length === 7 && times.from === times.to);

const outcomesOf = ({ list, otherwise, raise }: PolicyRules): readonly { readonly name: string; readonly outcome: PolicyOutcome }[] => [
  ...list,
  { name: 'Everybody else', outcome: otherwise },
  ...raise,
];

function cannotBeMet(rules: PolicyRules, { secondFactor, ready }: PolicySurroundings): string[] {
  return outcomesOf(rules).flatMap(({ name, outcome }) => {
    const wanted = waysTo(outcome);
    if (wanted === null) return [];
    const on = wanted.filter((kind) => secondFactor.methods[kind].enabled);
    if (on.length === 0)
      return [`“${name}” cannot be met by anybody: ${listed(names(wanted), 'and')} ${wanted.length > 1 ? 'are' : 'is'} switched off.`];
    if (ready !== null && !on.some((kind) => ready.includes(kind)))
      return [`“${name}” cannot be met by anybody: the broker is not set up for ${listed(names(on), 'or')}.`];
    if (on.every((kind) => onTop.includes(kind)))
      return [`“${name}” lets only those in who were given a code before: nobody can set up ${listed(names(on), 'or')} at sign-in.`];
    return [];
  });
}

const names = (kinds: readonly MethodKind[]) => kinds.map((kind) => `“${methodTexts[kind].name}”`);

/** Methods that meet an outcome; null where nothing has to be shown. */
function waysTo(outcome: PolicyOutcome): readonly MethodKind[] | null {
  switch (outcome.ask) {
    case 'nothing':
      return null;
    case 'methods':
      return outcome.methods.length === 0 ? null : outcome.methods;
    case 'factor':
    case 'provider':
      return methodsProving(outcome.strength);
    default:
      return outcome satisfies never;
  }
}

function neverReached({ list }: PolicyRules): string[] {
  return list.flatMap(({ name, when }, index) => {
    const before = list.slice(0, index).find((earlier) => covers(earlier.when, when));
    return before === undefined ? [] : [`“${name}” is never reached: “${before.name}” above it fits whoever it fits.`];
  });
}

function withoutEffect({ raise }: PolicyRules): string[] {
  return raise
    .filter(({ outcome }) => outcome.ask === 'nothing')
    .map(({ name }) => `“${name}” changes nothing: what comes on top cannot ask for less.`);
}

function nothingToGoBy(rules: PolicyRules, { connections, secondFactor, countries }: PolicySurroundings): string[] {
  const conditions = [...rules.deny, ...rules.list, ...rules.raise].map(({ when }) => when);
  const speaksOf = (...members: readonly (keyof PolicyCondition)[]) =>
    conditions.some((when) => members.some((member) => when[member] !== undefined));
  const outcomes = outcomesOf(rules).map(({ outcome }) => outcome);
  const enabled = connections.filter((connection) => connection.enabled);
  return [
    ...(speaksOf('providerProved', 'providerProvedLess') && !enabled.some(({ assurance }) => assurance !== undefined)
      ? [
          'No identity provider’s word counts as a second factor yet, so everybody is treated as if their company had asked for none. Say which values count on the page of the provider.',
        ]
      : []),
    ...(outcomes.some(({ ask }) => ask === 'provider') && !enabled.some(({ assurance }) => (assurance?.ask.length ?? 0) > 0)
      ? [
          'No identity provider can be asked to check people again yet, so a second factor is asked for here instead. Say what to ask for on the page of the provider.',
        ]
      : []),
    ...(secondFactor.rememberDays === 0 && outcomes.some((outcome) => outcome.ask === 'factor' && outcome.rememberedBrowser)
      ? ['No browser is remembered: the number of days under “Methods and networks” is 0.']
      : []),
    ...(countries === false && speaksOf('countries', 'outsideCountries', 'newCountry', 'impossibleTravel')
      ? [
          'This broker has no list of which address is in which country: no rule about a country or a journey fits, except those about being outside of countries, which always do.',
        ]
      : []),
  ];
}

/** Administrators who sign in to Atlassian through here are people like all others. */
function administratorsToo({ deny, list, otherwise, raise }: PolicyRules, { parties }: PolicySurroundings): string[] {
  const guard = parties.find(({ preset, enabled, policy }) => preset === 'guard-users' && enabled && policy === null);
  if (guard === undefined) return [];
  const demanding = [...list, ...raise].some(({ outcome }) => isHard(outcome)) || isHard(otherwise);
  return deny.length > 0 || demanding
    ? [
        `You may lock yourself out: “${guard.name}” goes by these rules too, and administrators of Jira sign in by it. Keep one who signs in another way, and look at yourself under “What would happen to …” first.`,
      ]
    : [];
}

const isHard = (outcome: PolicyOutcome) =>
  outcome.ask === 'methods' || (outcome.ask !== 'nothing' && outcome.strength === 'phishing-resistant');
