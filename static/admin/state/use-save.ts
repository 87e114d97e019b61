import { useCallback, useState } from 'react';
import type { AdminRpc, AdminRpcName, Overview } from '#contract/rpc/admin';
import type { RpcError, RpcResult } from '#contract/rpc/result';
import { rpc } from '../rpc.ts';
import { useOverview } from './overview.tsx';

/** Calls that change settings and answer with how everything stands afterwards. */
export type SavingName = {
  [Name in AdminRpcName]: AdminRpc[Name]['response'] extends RpcResult<Overview> ? Name : never;
}[AdminRpcName];

export interface Saver {
  readonly busy: boolean;
  readonly error: RpcError | null;
  /** The new overview, or null when it was refused; the reason is in `error` then, and `onRefused` gets it at once. */
  readonly save: <Name extends SavingName>(
    name: Name,
    request: AdminRpc[Name]['request'],
    onRefused?: (error: RpcError) => void,
  ) => Promise<Overview | null>;
  readonly setError: (error: RpcError | null) => void;
}

/** Runs a saving call, shows its outcome everywhere, and leaves the form as it is when it was refused. */
export function useSave(): Saver {
  const { show } = useOverview();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<RpcError | null>(null);
  const save = useCallback(
    async <Name extends SavingName>(
      name: Name,
      request: AdminRpc[Name]['request'],
      onRefused?: (error: RpcError) => void,
    ): Promise<Overview | null> => {
      setBusy(true);
      setError(null);
      const result = await rpc(name, request);
      setBusy(false);
      if (!result.ok) {
        setError(result.error);
        onRefused?.(result.error);
        return null;
      }
      const overview = result.value as Overview;
      show(overview);
      return overview;
    },
    [show],
  );
  return { busy, error, save, setError };
}
