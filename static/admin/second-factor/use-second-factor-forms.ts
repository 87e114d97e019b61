import { useEffect, useState } from 'react';
import type { RpcError } from '#contract/rpc/result';
import type { SecondFactorState } from '#contract/rpc/second-factor';
import { PolicySettings } from '#contract/settings/policy';
import type { Problem } from '#contract/settings/problems';
import { policyProblems } from '#contract/settings/rules/policy';
import { secondFactorProblems } from '#contract/settings/rules/second-factor';
import { SecondFactorSettings } from '#contract/settings/second-factor';
import { problemsOf } from '#contract/settings/shape';
import type { Settings } from '#contract/settings/snapshot';
import { rpc } from '../rpc.ts';
import { useOverview } from '../state/overview.tsx';
import { useForm } from '../state/use-form.ts';

/** The two forms of the page. They live above its tabs, so that one can be looked at by the light of the other. */
export function useSecondFactorForms() {
  const { overview } = useOverview();
  const secondFactor = useForm({
    saved: overview.secondFactor,
    call: 'second-factor.save',
    request: (value, expectRevision) => ({ secondFactor: value, expectRevision }),
    check: (value) =>
      at('/secondFactor', problemsOf(SecondFactorSettings, value), () => [...secondFactorProblems(withDraft({ secondFactor: value }))]),
  });
  const policy = useForm({
    saved: overview.policy,
    call: 'policy.save',
    request: (value, expectRevision) => ({ policy: value, expectRevision }),
    // Held against the methods and networks that are saved: those are what a save will be held against.
    check: (value) => at('/policy', problemsOf(PolicySettings, value), () => ofPolicy([...policyProblems(withDraft({ policy: value }))])),
  });
  /** A document with what the rules about policies look at; the pages have no more of it. */
  const withDraft = (draft: Partial<Pick<Settings, 'policy' | 'secondFactor'>>): Settings =>
    ({ ...overview, ...draft }) as unknown as Settings;
  return { policy, secondFactor };
}

export type SecondFactorForms = ReturnType<typeof useSecondFactorForms>;
export type PolicyForm = SecondFactorForms['policy'];
export type MethodsForm = SecondFactorForms['secondFactor'];

const ofPolicy = (problems: readonly Problem[]) => problems.filter(({ path }) => path.startsWith('/policy'));

/** The rules that no schema can say are asked only of what has the right shape. */
function at(place: string, shape: readonly Problem[], rules: () => readonly Problem[]): Problem[] {
  const placed = shape.map(({ path, message }) => ({ path: `${place}${path}`, message }));
  return placed.length > 0 ? placed : [...rules()];
}

/** What the broker can do; null until it has answered. */
export function useBrokerState(): { readonly state: SecondFactorState | null; readonly error: RpcError | null } {
  const [state, setState] = useState<SecondFactorState | null>(null);
  const [error, setError] = useState<RpcError | null>(null);
  useEffect(() => {
    let shown = true;
    void rpc('second-factor.state', {}).then((result) => {
      if (!shown) return;
      if (result.ok) setState(result.value);
      else setError(result.error);
    });
    return () => {
      shown = false;
    };
  }, []);
  return { state, error };
}
