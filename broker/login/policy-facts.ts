import type { Identity } from '../domain/identity.ts';
import { type PolicyFacts, plainFacts } from '../domain/policy/facts.ts';
import type { LoginDeps, Scene } from './deps.ts';

/** Gathers what the rules look at. */
export async function policyFacts(
  deps: Pick<LoginDeps, 'clock'>,
  _scene: Scene,
  { identity, application, newBrowser }: { readonly identity: Identity; readonly application: string; readonly newBrowser: boolean },
): Promise<PolicyFacts> {
  return { ...plainFacts(identity, application, deps.clock.now()), newBrowser };
}
