import { countryName, listed, type PolicyNames } from '#contract/policy-words/names';
import type { PolicyCondition } from '#contract/settings/policy/condition';
import type { Strength } from '#contract/settings/policy/strength';

export type ConditionMember = keyof PolicyCondition;
type Wanted<Name extends ConditionMember> = NonNullable<PolicyCondition[Name]>;

const quoted = (texts: readonly string[]) =>
  listed(
    texts.map((text) => `“${text}”`),
    'or',
  );

const dayNames = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} as const;
const everyDay = Object.keys(dayNames) as (keyof typeof dayNames)[];

const proved: Readonly<Record<Strength, string>> = {
  any: 'second factor',
  strong: 'strong second factor',
  'phishing-resistant': 'security key or passkey',
};

/** Each member by itself, after "if". A new one does not compile until it has words. */
const wordsOf: { readonly [Name in ConditionMember]: (wanted: Wanted<Name>, names: PolicyNames) => string } = {
  connections: (ids, { connection }) => `the person comes by ${listed(ids.map(connection), 'or')}`,
  emailDomains: (domains) => `the e-mail address is of ${listed(domains, 'or')}`,
  anyGroup: (groups) => `the person is in the ${groups.length > 1 ? 'groups' : 'group'} ${quoted(groups)}`,
  applications: (ids, { application }) => `the person enters ${listed(ids.map(application), 'or')}`,
  networks: (ids, { network }) => `the person is in the network ${quoted(ids.map(network))}`,
  outsideNetworks: (ids, { network }) => `the person is outside the network ${quoted(ids.map(network))}`,
  countries: (codes) => `the person is in ${listed(codes.map(countryName), 'or')}`,
  outsideCountries: (codes) => `the person is outside ${listed(codes.map(countryName), 'and')}, or nobody knows where`,
  providerProved: (strength) => `the company has proved a ${proved[strength]}`,
  providerProvedLess: (strength) => `the company has proved no ${proved[strength]}`,
  newBrowser: () => 'the person never used this browser here',
  newCountry: () => 'the person was not in this country within 90 days',
  impossibleTravel: () => 'nobody could have travelled that far since the last sign-in',
  recentFailures: (count) =>
    `there ${count === 1 ? 'was at least one wrong answer' : `were ${count} wrong answers or more`} since the last right one`,
  firstSignIn: () => 'the person did not sign in here within 90 days',
  times: ({ days, from, to, zone }) => `it is ${hours(from, to)}${onDays(days)} (clocks of ${zone.replaceAll('_', ' ')})`,
};

const hours = (from: string, to: string) => (from === to ? 'any time' : `from ${from} to ${to}${to < from ? ' on the next day' : ''}`);

function onDays(days: readonly (keyof typeof dayNames)[]): string {
  const chosen = everyDay.filter((day) => days.includes(day));
  return chosen.length === everyDay.length
    ? ' on any day'
    : ` on ${listed(
        chosen.map((day) => dayNames[day]),
        'or',
      )}`;
}

/** The members of a condition, one fragment each, in the order of the schema; none: it holds always. */
export function conditionWords(when: PolicyCondition, names: PolicyNames): string[] {
  return (Object.keys(wordsOf) as ConditionMember[]).flatMap((member) => memberWords(member, when, names));
}

function memberWords<Name extends ConditionMember>(member: Name, when: PolicyCondition, names: PolicyNames): string[] {
  const wanted = when[member];
  if (wanted === undefined) return [];
  // While a rule is being written, a list may still be empty.
  if (Array.isArray(wanted) && wanted.length === 0) return ['…'];
  return [wordsOf[member](wanted as Wanted<Name>, names)];
}
