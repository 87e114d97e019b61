import { createContext, type ReactNode, useContext } from 'react';
import type { Overview } from '#contract/rpc/admin';

/** The settings as the backend last told them, and how to replace them by a newer answer. */
export interface OverviewState {
  readonly overview: Overview;
  readonly show: (overview: Overview) => void;
  /** Loads again; false when that failed, and what is shown stays. */
  readonly reload: () => Promise<boolean>;
}

const Context = createContext<OverviewState | null>(null);

export function OverviewProvider({ state, children }: { state: OverviewState; children: ReactNode }) {
  return <Context.Provider value={state}>{children}</Context.Provider>;
}

export function useOverview(): OverviewState {
  const state = useContext(Context);
  if (state === null) throw new Error('useOverview outside of OverviewProvider');
  return state;
}
