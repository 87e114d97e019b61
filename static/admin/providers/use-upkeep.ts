import { useEffect, useState } from 'react';
import type { LifecycleList } from '#contract/rpc/lifecycle';
import { rpc } from '../rpc.ts';
import { useOverview } from '../state/overview.tsx';

/** What brokers look after by themselves. Null until it is known, and where the broker does not answer. */
export function useUpkeep(): LifecycleList | null {
  const { overview } = useOverview();
  const [upkeep, setUpkeep] = useState<LifecycleList | null>(null);
  const live = overview.live?.revision ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is live decides what brokers look after
  useEffect(() => {
    let wanted = true;
    void rpc('lifecycle.list', {}).then((result) => {
      if (wanted && result.ok) setUpkeep(result.value);
    });
    return () => {
      wanted = false;
    };
  }, [live]);
  return upkeep;
}
