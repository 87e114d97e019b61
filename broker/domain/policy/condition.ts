import type { PolicyCondition } from '#contract/settings/policy/condition';
import { atLeast } from '../assurance.ts';
import type { PolicyFacts } from './facts.ts';
import { isWithin } from './hours.ts';

type Member = keyof PolicyCondition;
type Wanted<Name extends Member> = NonNullable<PolicyCondition[Name]>;
/** Every member by its name, none of them optional: mapped over `Member` itself, they would be. */
type ByMember = { readonly [Name in Exclude<Member, never>]: (wanted: Wanted<Name>, facts: PolicyFacts) => boolean };

const among = (wanted: readonly string[], got: string | null) => got !== null && wanted.includes(got);
const anyAmong = (wanted: readonly string[], got: readonly string[]) => got.some((each) => wanted.includes(each));

/** Each member of a condition by itself. A new one does not compile until it stands here. */
const holdsBy: ByMember = {
  connections: (wanted, facts) => among(wanted, facts.connection),
  emailDomains: (wanted, facts) => among(wanted, facts.emailDomain),
  anyGroup: (wanted, facts) => anyAmong(wanted, facts.groups ?? []),
  applications: (wanted, facts) => among(wanted, facts.application),
  networks: (wanted, facts) => anyAmong(wanted, facts.networks),
  outsideNetworks: (wanted, facts) => !anyAmong(wanted, facts.networks),
  countries: (wanted, facts) => among(wanted, facts.country),
  outsideCountries: (wanted, facts) => !among(wanted, facts.country),
  providerProved: (wanted, facts) => atLeast(facts.providerProved, wanted),
  providerProvedLess: (wanted, facts) => !atLeast(facts.providerProved, wanted),
  newBrowser: (_, facts) => facts.newBrowser,
  newCountry: (_, facts) => facts.newCountry,
  impossibleTravel: (_, facts) => facts.impossibleTravel,
  recentFailures: (wanted, facts) => facts.recentFailures >= wanted,
  firstSignIn: (_, facts) => facts.firstSignIn,
  times: (wanted, facts) => isWithin(wanted, facts.now),
};

/** Does every member that is there hold? */
export function holds(when: PolicyCondition, facts: PolicyFacts): boolean {
  return (Object.keys(when) as Member[]).every((name) => memberHolds(name, when, facts));
}

function memberHolds<Name extends Member>(name: Name, when: PolicyCondition, facts: PolicyFacts): boolean {
  const wanted = when[name];
  return wanted === undefined || holdsBy[name](wanted as Wanted<Name>, facts);
}
