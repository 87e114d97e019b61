import type { LiveState } from '#contract/rpc/status';
import type { ActiveRevision } from '../domain/ports/stores/settings-store.ts';

/**
 * What is live, as the source of the settings sees it. Numbers of an earlier epoch mean nothing to a fresh installation,
 * so it is told that nothing is live yet, although people still sign in with what was live before.
 */
export function liveStateOf(epoch: number, active: ActiveRevision | null): LiveState {
  if (active === null || active.epoch !== epoch) return { epoch, revision: null, activatedAt: null };
  return { epoch, revision: active.revision, activatedAt: active.activatedAt };
}
