import type { Overview } from '#contract/rpc/admin';
import type { Settings } from '#contract/settings/snapshot';
import { fault } from '../fault';
import type { NewSecret } from '../parts/secret';
import { commit } from '../storage/commit';
import { type Current, loadCurrent, revisionOf } from '../storage/load';
import type { Deleted } from '../storage/record';
import type { Caller } from './caller';
import { refuseMisfits } from './misfits';
import { overviewAfterSave } from './overview';
import { refuseProblems } from './parse';

/** What a change makes of the settings; `deleted` only where the list of what can be brought back changes. */
export interface Edited {
  readonly settings: Settings;
  readonly newSecrets?: readonly NewSecret[];
  readonly deleted?: readonly Deleted[];
}

/**
 * The one way to save: load, refuse if somebody else saved since the page was loaded, edit, check the whole document, ask the
 * broker about what is new in it, commit, push. `edit` throws a fault when the change does not fit; what it leaves to the check is told by its place in the document.
 */
export async function save(
  expectRevision: number,
  caller: Caller,
  edit: (current: Current) => Edited | Promise<Edited>,
  afterwards: (committed: Current) => Promise<void> = async () => undefined,
): Promise<Overview> {
  const current = await loadCurrent();
  if (revisionOf(current) !== expectRevision) throw fault('settings_changed_meanwhile');
  const { settings, newSecrets = [], deleted = current.record?.deleted ?? [] } = await edit(current);
  // Never stored otherwise: a document that breaks a rule could not even be loaded again.
  refuseProblems(settings);
  await refuseMisfits(current.settings, settings);
  const committed = await commit(current, { settings, newSecrets, deleted, savedBy: caller.accountId, now: caller.now });
  await afterwards(committed);
  return overviewAfterSave(committed, caller);
}
