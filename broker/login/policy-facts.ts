/**
 * What the rules look at, found out for one sign-in. What no rule of the application looks at is not asked for: with the
 * presets that ask everybody or nobody, this costs no statement and no look into any file.
 */
import { rulesOf } from '#contract/presets/policies';
import type { PolicyRules } from '#contract/settings/policy/rules';
import type { Settings } from '#contract/settings/snapshot';
import type { EpochMs, SubjectKey } from '../domain/brands.ts';
import type { Identity } from '../domain/identity.ts';
import { networksOf } from '../domain/networks.ts';
import { portalPolicyOf } from '../domain/party.ts';
import { type PolicyFacts, plainFacts } from '../domain/policy/facts.ts';
import { lookedAt, type PolicyMember } from '../domain/policy/looked-at.ts';
import { placeLifetimeMs, type Whereabouts, whereabouts } from '../domain/policy/places-seen.ts';
import { providerProved } from '../domain/policy/provider-proof.ts';
import type { Place, Places } from '../domain/ports/places.ts';
import type { Along } from './along.ts';
import type { LoginDeps, Scene } from './deps.ts';

/** Whose sign-in it is, and where it leads. */
export interface Signing {
  readonly identity: Identity;
  readonly subject: SubjectKey;
  /** `portal`, or the short name of an application. */
  readonly application: string;
  /** The rules of that application. */
  readonly rules: PolicyRules;
  readonly newBrowser: boolean;
}

type FactsDeps = Pick<LoginDeps, 'clock' | 'storage' | 'places' | 'personRules'>;
type FactsScene = Pick<Scene, 'tenant' | 'snapshot' | 'visit' | 'hasPeople'>;

/** What takes the places where the person was before; without a database of addresses, nothing but that there were any. */
const aboutPast = ({ isKnown }: Places): readonly PolicyMember[] =>
  isKnown ? ['newCountry', 'impossibleTravel', 'firstSignIn'] : ['firstSignIn'];
const aboutCountries: readonly PolicyMember[] = ['countries', 'outsideCountries', 'newCountry', 'impossibleTravel'];
const aboutNetworks: readonly PolicyMember[] = ['networks', 'outsideNetworks'];

/** Gathers what the rules look at: at most three statements, all at once. */
export async function policyFacts(deps: FactsDeps, scene: FactsScene, signing: Signing): Promise<PolicyFacts> {
  const { identity, application, newBrowser, rules, subject } = signing;
  const { snapshot, visit } = scene;
  const now = deps.clock.now();
  const looksAt = looking(rules);
  const place = looksAt(aboutCountries) ? placeOf(deps, scene) : undefined;
  const [unusual, recentFailures, person] = await Promise.all([
    looksAt(aboutPast(deps.places)) ? whereaboutsOf(deps, scene, subject, { place, now }) : nothingUnusual,
    looksAt(['recentFailures']) ? failuresOf(deps, scene, subject) : 0,
    scene.hasPeople ? deps.personRules.ruleOf(scene, { identity, subject }) : ('policy' as const),
  ]);
  const connection = snapshot.settings.connections.find(({ id }) => id === identity.connection);
  return {
    ...plainFacts(snapshot.settings.connections, identity, application, now),
    networks: looksAt(aboutNetworks) ? networksOf(visit.address, snapshot.settings.secondFactor.networks) : [],
    country: place?.country ?? null,
    // Not asked of the rules: it is part of what the person has proven, whatever they say, and costs nothing.
    providerProved: connection === undefined ? 'none' : providerProved(connection, identity, now),
    newBrowser,
    ...unusual,
    recentFailures,
    person,
  };
}

/**
 * Writes down where the person signed in, for the commit that ends the login; undefined where no rule of the tenant, for whichever
 * application, looks at such places, and then nothing is kept of where people are. A place becomes a usual one where the rules of
 * this application found nothing odd about it, or a factor was shown: a password alone makes none, by way of an application whose
 * rules do not look.
 */
export function placeSeen(
  deps: Pick<FactsDeps, 'clock' | 'places'>,
  scene: FactsScene,
  { subject, rules, hasShown }: { readonly subject: SubjectKey; readonly rules: PolicyRules; readonly hasShown: boolean },
): Along | undefined {
  const looked = lookedAtAnywhere(scene.snapshot.settings);
  const asked = aboutPast(deps.places);
  if (!asked.some((member) => looked.has(member))) return undefined;
  if (!hasShown && !looking(rules)(asked)) return undefined;
  const place = placeOf(deps, scene);
  const row = { tenant: scene.tenant.id, subject, country: place?.country ?? '', at: place?.at ?? null, seenAt: deps.clock.now() };
  return (stores) => stores.seenPlaces.note(row);
}

/** Settings never change once made. */
const anywhere = new WeakMap<Settings, ReadonlySet<PolicyMember>>();

/** What the rules of any application of the tenant look at. */
function lookedAtAnywhere(settings: Settings): ReadonlySet<PolicyMember> {
  const known = anywhere.get(settings);
  if (known !== undefined) return known;
  const own = settings.parties.flatMap(({ policy }) => policy ?? []);
  const policies = [settings.policy, portalPolicyOf(settings), ...own];
  const looked = new Set(policies.flatMap((policy) => [...lookedAt(rulesOf(policy))]));
  anywhere.set(settings, looked);
  return looked;
}

function looking(rules: PolicyRules): (members: readonly PolicyMember[]) => boolean {
  const looked = lookedAt(rules);
  return (members) => members.some((member) => looked.has(member));
}

/** Undefined where there is no database to look into. */
function placeOf({ places }: Pick<FactsDeps, 'places'>, { visit }: FactsScene): Place | null | undefined {
  return places.isKnown ? places.placeOf(visit.address) : undefined;
}

const nothingUnusual: Whereabouts = { newCountry: false, impossibleTravel: false, firstSignIn: false };

async function whereaboutsOf(
  { storage }: FactsDeps,
  { tenant }: FactsScene,
  subject: SubjectKey,
  { place, now }: { readonly place: Place | null | undefined; readonly now: EpochMs },
): Promise<Whereabouts> {
  return whereabouts(place, await storage.seenPlaces.list(tenant.id, subject, now - placeLifetimeMs), now);
}

async function failuresOf({ storage }: FactsDeps, { tenant }: FactsScene, subject: SubjectKey): Promise<number> {
  return (await storage.factors.findSubject(tenant.id, subject))?.failures ?? 0;
}
