import { type Strength } from '../domain/assurance.ts';
import type { Identity } from '../domain/identity.ts';
import type { PolicyFacts } from '../domain/policy/facts.ts';
import type { LoginDeps, Scene } from './deps.ts';

/** Gathers what the rules look at. */
export async function policyFacts(
  deps: Pick<LoginDeps, 'clock'>,
  _scene: Scene,
  { identity, application }: { readonly identity: Identity; readonly application: string },
): Promise<PolicyFacts> {
  const address = identity.email?.address ?? null;
  return {
    connection: identity.connection,
    emailDomain: address === null ? null : address.slice(address.lastIndexOf('@') + 1).toLowerCase(),
    groups: identity.groups,
    application,
    networks: [],
    country: null,
    providerProved: 'none' satisfies Strength,
    newBrowser: false,
    newCountry: false,
    impossibleTravel: false,
    recentFailures: 0,
    firstSignIn: false,
    now: deps.clock.now(),
  };
}
