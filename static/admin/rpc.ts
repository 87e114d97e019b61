import { invoke } from '@forge/bridge';
import type { AdminRpc, AdminRpcName } from '#contract/rpc/admin';
import { en } from './i18n/en.ts';

export type Rpc = <Name extends AdminRpcName>(name: Name, request: AdminRpc[Name]['request']) => Promise<AdminRpc[Name]['response']>;

/**
 * The page's one way to its backend. Never throws: a call that does not come through (no network, the app's function
 * timed out) is a result with words for it, like every refusal.
 */
export const rpc: Rpc = async (name, request) => {
  try {
    // The bridge types a payload as an index of anything; the request types of the contract are exact.
    return (await invoke(name, request as Record<string, unknown>)) as AdminRpc[typeof name]['response'];
  } catch {
    return { ok: false, error: { code: 'broker_no_answer', ...en.shell.unreachable, problems: [], supportCode: null } };
  }
};
