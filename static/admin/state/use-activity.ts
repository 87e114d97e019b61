import { useCallback, useEffect, useRef, useState } from 'react';
import type { RpcError } from '#contract/rpc/result';
import type { ConnectionActivity } from '#contract/rpc/traces';
import { rpc } from '../rpc.ts';

export interface Activity {
  /** What goes on at each connection that is live, by its id. Empty until it is known. */
  readonly of: ReadonlyMap<string, ConnectionActivity>;
  /** Why it is not known. */
  readonly error: RpcError | null;
  readonly reload: () => void;
}

/** When somebody last signed in by each connection, and whether its messages are kept at the moment. */
export function useActivity(): Activity {
  const [of, setOf] = useState<Activity['of']>(new Map());
  const [error, setError] = useState<RpcError | null>(null);
  const shown = useRef(true);
  const load = useCallback(async () => {
    const result = await rpc('connection.activity', {});
    if (!shown.current) return;
    setError(result.ok ? null : result.error);
    if (result.ok) setOf(new Map(result.value.map((each) => [each.id, each])));
  }, []);
  useEffect(() => {
    shown.current = true;
    void load();
    return () => {
      shown.current = false;
    };
  }, [load]);
  return { of, error, reload: () => void load() };
}
