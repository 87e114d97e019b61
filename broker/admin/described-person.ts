import { rulesOf } from '#contract/presets/policies';
import type { DescribedPerson, Foreseen, PolicyDraft } from '#contract/rpc/second-factor';
import { rangeProblem } from '#contract/settings/ip-range';
import { isMethodKind, type MethodKind } from '#contract/settings/methods';
import type { Problem } from '#contract/settings/problems';
import { policyProblems } from '#contract/settings/rules/policy';
import { secondFactorProblems } from '#contract/settings/rules/second-factor';
import type { Settings } from '#contract/settings/snapshot';
import { AppError } from '../domain/app-error.ts';
import type { EpochMs } from '../domain/brands.ts';
import { networksOf } from '../domain/networks.ts';
import { portalPolicyOf, termsFor } from '../domain/party.ts';
import { nothingShown } from '../domain/policy/demand.ts';
import type { PolicyFacts } from '../domain/policy/facts.ts';
import { foresee } from '../domain/policy/foresee.ts';
import { contextsToAsk } from '../domain/policy/provider-proof.ts';
import type { Factors } from '../domain/ports/factor.ts';
import type { Places } from '../domain/ports/places.ts';

/**
 * What would happen to somebody who was made up, by settings that are live or only being written. An application that is not
 * live yet goes by the policy of the tenant. Throws `settings_invalid` for rules that cannot be looked at.
 */
export function foreseeDescribed(
  { factors, places }: { readonly factors: Pick<Factors, 'byKind'>; readonly places: Pick<Places, 'placeOf'> },
  live: Settings,
  { person, draft }: { readonly person: DescribedPerson; readonly draft: PolicyDraft | null },
  now: EpochMs,
): Foreseen {
  const settings = draft === null ? live : { ...live, ...draft };
  assertReadable(settings, person);
  const { methods, networks, rememberDays, graceDays } = settings.secondFactor;
  const scene = { methods };
  const found = networksOf(person.address, networks);
  const country = person.country ?? (person.address === null ? null : (places.placeOf(person.address)?.country ?? null));
  const facts = factsOf({ ...person, country }, found, now);
  const connection = settings.connections.find(({ id }) => id === person.connection);
  const policy = policyFor(settings, person.application);
  const foreseen = foresee({
    rules: rulesOf(policy),
    facts,
    proof: { ...nothingShown, rememberedBrowser: person.rememberedBrowser && rememberDays > 0 },
    factors: [...factors.byKind.values()]
      .filter((factor) => factor.isOffered(scene) && has(person, factor.kind))
      .map(({ kind, isOwn }) => ({ kind, isOwn })),
    enrollable: [...factors.byKind.values()].filter((factor) => factor.enrol && factor.isOffered(scene)).map(({ kind }) => kind),
    canAsk: (strength) => connection !== undefined && contextsToAsk(connection, strength).length > 0,
    graceDays,
  });
  return { ...foreseen, networks: [...found], country, policy };
}

/** Codes by e-mail are what everybody has whose address the company asserts. */
function has({ factors, email }: DescribedPerson, kind: MethodKind): boolean {
  return kind === 'email-code' ? email !== null && email !== '' : factors.includes(kind);
}

function policyFor(settings: Settings, application: string): Settings['policy'] {
  if (application === 'portal') return portalPolicyOf(settings);
  const party = settings.parties.find(({ id }) => id === application);
  return party === undefined ? settings.policy : termsFor(party, settings).policy;
}

function factsOf(person: DescribedPerson, networks: readonly string[], now: EpochMs): PolicyFacts {
  const { connection, email, groups, application, country, providerProved, newBrowser } = person;
  const { newCountry, impossibleTravel, recentFailures, firstSignIn, at } = person;
  return {
    connection,
    emailDomain: email?.includes('@') ? email.slice(email.lastIndexOf('@') + 1).toLowerCase() : null,
    groups,
    application,
    networks,
    country,
    providerProved,
    newBrowser,
    newCountry,
    impossibleTravel,
    recentFailures,
    firstSignIn,
    person: person.person,
    now: at ?? now,
  };
}

/** Rules that nobody could meet are looked at all the same: that is what the page is for. */
function assertReadable(settings: Settings, { address }: DescribedPerson): void {
  const problems: Problem[] = [
    ...[...policyProblems(settings)].filter(({ path }) => path.endsWith('/times/zone')),
    ...[...secondFactorProblems(settings)].filter(({ path }) => path.includes('/ranges/')),
    ...(address !== null && (address.includes('/') || rangeProblem(address) !== null)
      ? [{ path: '/person/address', message: 'is no IP address; write one such as 203.0.113.7 or 2001:db8::7' }]
      : []),
  ];
  if (problems.length > 0) throw new AppError('settings_invalid', { problems });
}

/** Every method that works at this broker once it is switched on. */
export function readyMethods(factors: Pick<Factors, 'byKind'>, { secondFactor }: Settings): MethodKind[] {
  const all = Object.fromEntries(Object.entries(secondFactor.methods).map(([kind, method]) => [kind, { ...method, enabled: true }]));
  const methods = { ...secondFactor.methods, ...all };
  const sms = { ...methods['sms-code'], endsOn: null, countries: ['NO'] };
  return [...factors.byKind.values()]
    .filter((factor) => isMethodKind(factor.kind) && factor.isOffered({ methods: { ...methods, 'sms-code': sms } }))
    .map(({ kind }) => kind);
}
