import type { Overview } from '#contract/rpc/admin';
import type { RpcError } from '#contract/rpc/result';
import type { LiveState, TenantAddresses } from '#contract/rpc/status';
import { broker } from '../broker/client';
import { within } from '../broker/patience';
import { pushRevision } from '../broker/push';
import { Fault, fault } from '../fault';
import { undoMs } from '../storage/keys';
import { type Current, loadCurrent, revisionOf } from '../storage/load';
import { type Caller, findDisplayName } from './caller';
import { withNames } from './misfits';
import { connectionView, jiraView } from './views';

interface Liveness {
  readonly live: LiveState | null;
  readonly addresses: TenantAddresses | null;
  readonly problem: RpcError | null;
}

/** Together, with the question before a save, less than the 25 s of a function. What a push does not reach, the schedule does. */
const pushMs = 12_000;
const statusMs = 5_000;

/** `overview.load`: what is saved, and what the broker runs. A broker that does not answer does not keep the page from opening. */
export async function loadOverview(_payload: unknown, caller: Caller): Promise<Overview> {
  const current = await loadCurrent();
  return overviewOf(current, await livenessFrom(broker.status, statusMs), caller);
}

/** `settings.push`: tries again to make the saved revision live. */
export async function pushAgain(_payload: unknown, caller: Caller): Promise<Overview> {
  return overviewAfterSave(await loadCurrent(), caller);
}

/** Pushes what was just saved. Saving has succeeded by then: a push that fails is told, not thrown. */
export async function overviewAfterSave(current: Current, caller: Caller): Promise<Overview> {
  const { record } = current;
  const liveness = record === null ? await livenessFrom(broker.status, statusMs) : await livenessFrom(() => pushRevision(record), pushMs);
  if (liveness.problem === null || liveness.problem.code === 'broker_no_answer') return overviewOf(current, liveness, caller);
  // The broker refused, so it answers: say what it runs instead, beside its reason.
  const { live, addresses } = await livenessFrom(broker.status, statusMs);
  return overviewOf(current, { live, addresses, problem: liveness.problem }, caller);
}

async function livenessFrom(ask: () => Promise<{ live: LiveState; addresses: TenantAddresses }>, patienceMs: number): Promise<Liveness> {
  try {
    const { live, addresses } = await within(patienceMs, ask());
    return { live, addresses, problem: null };
  } catch (error) {
    if (error instanceof Fault) return { live: null, addresses: null, problem: error.error };
    throw error;
  }
}

async function overviewOf(current: Current, liveness: Liveness, caller: Caller): Promise<Overview> {
  const { record, settings } = current;
  return {
    saved: {
      revision: revisionOf(current),
      at: record?.savedAt ?? null,
      by: record === null ? null : await findDisplayName(record.savedBy),
    },
    live: liveness.live,
    liveProblem: liveProblem(current, liveness),
    addresses: liveness.addresses,
    siteUrl: caller.siteUrl,
    connections: settings.connections.map(connectionView),
    parties: settings.parties,
    policy: settings.policy,
    policyBefore: policyBefore(record),
    secondFactor: settings.secondFactor,
    portal: settings.portal,
    jira: jiraView(settings.jira),
    deleted: (record?.deleted ?? []).filter(({ at }) => caller.now - at < undoMs).map(({ kind, id, name, at }) => ({ kind, id, name, at })),
  };
}

function policyBefore(record: Current['record']): Overview['policyBefore'] {
  const before = record?.policyBefore;
  return before === undefined ? null : { preset: before.preset, at: before.at };
}

/** Why what is saved is not what is live; null when it is. */
function liveProblem(current: Current, { live, problem }: Liveness): Overview['liveProblem'] {
  const found = problem?.code === 'broker_no_answer' ? fault('broker_unreachable').error : problem;
  if (found === null && revisionOf(current) === (live?.revision ?? 0)) return null;
  const { title, text, action, problems, supportCode } = found ?? fault('settings_not_live').error;
  return { title, text, action, problems: withNames(problems, current.settings).map(({ message }) => message), supportCode };
}
