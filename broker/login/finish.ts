import { type Refusal, refuse } from '../domain/app-error.ts';
import type { PartyTerms } from '../domain/party.ts';
import type { ActiveRevision } from '../domain/ports/stores/settings-store.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { subjectKeyOf } from '../domain/subject-key.ts';
import { withStep } from '../domain/trace.ts';
import { type Transaction, transactionLifetimeMs } from '../domain/transaction.ts';
import { transition } from '../domain/transition.ts';
import { admittedBy, boundAccount, withAdmission } from './admitted.ts';
import type { Along } from './along.ts';
import type { PreparedMark } from './browser-marks.ts';
import type { CurrentSession } from './current-session.ts';
import type { LoginDeps, Scene } from './deps.ts';
import { end } from './end.ts';
import { storedEntry } from './entries.ts';
import { type LoginReply, refusedIn } from './reply.ts';
import { voidedSince } from './voided.ts';

type Verified = Extract<Transaction, { state: 'verified' }>;

/** What the last step is taken with. */
interface Finishing {
  readonly loadedVersion: number;
  readonly current: CurrentSession | null;
  /** Is written in the same commit. */
  readonly along?: Along | undefined;
  /** Writes down where the person was, once they are in. */
  readonly place?: Along | undefined;
  /** What this browser will be known by; null where no rule asks. */
  readonly mark: PreparedMark | null;
}

/**
 * The last step: the account is bound, the session opened and the answer written, and in one commit the transaction is
 * marked issued and the session stands. Whoever comes second with the same transaction gets nothing.
 */
export async function finish(
  deps: LoginDeps,
  scene: Scene,
  verified: Verified,
  terms: PartyTerms,
  { loadedVersion, current, along, mark, place }: Finishing,
): Promise<LoginReply> {
  const { tenant } = scene;
  const { identity, request, assurance } = verified;
  const admitted = await admittedBy(deps, scene, identity, terms);
  if (admitted?.ok === false) return end(deps, scene, verified, loadedVersion, admitted, 'admission', along);
  const transaction = { ...verified, trace: withAdmission(deps, verified, admitted) };

  const subject = await subjectKeyOf(deps.vault, tenant.id, identity);
  const session = await deps.sessions.prepare({
    tenant: tenant.id,
    identity,
    subject,
    accountId: boundAccount(terms, admitted)?.accountId ?? null,
    assurance,
    visit: scene.visit,
    current,
  });
  const signIn = deps.signIns.prepare({
    tenant: tenant.id,
    connection: identity.connection,
    party: request.party,
    share: subject,
    trace: withStep(transaction.trace, deps.clock.now(), 'issue', { because: `reached:${assurance.strength}` }),
  });
  const { supportCode } = signIn;
  const answered = await deps.relying.answer(scene, request, {
    identity,
    account: admitted,
    assurance,
    supportCode,
    sessionIndex: session.id,
  });
  if (!answered.ok) return end(deps, scene, transaction, loadedVersion, answered, 'admission', along);
  const entry = answered.entry && (await storedEntry(deps.vault, tenant, session.id, answered.entry));
  const issued = transition(transaction, { type: 'issued' }, deps.clock.now());
  if (!issued.ok) return refusedIn(transaction, issued, 'issue');
  const { row, change } = deps.transactions.ended(tenant, issued.transaction);
  let isMarked = false;
  const obstacle = await deps.storage
    .atomically(async (stores): Promise<Refusal | null> => {
      // Held until the session stands. An activation ends the sessions that its settings do not allow: either it is done and
      // seen here, or it comes after and finds this one.
      const live = await stores.settings.holdActive(tenant.id);
      if (!isLive(scene.snapshot, live)) return refuse('login_settings_changed', 'settings.activated-meanwhile');
      if (!(await stores.logins.save(row, loadedVersion))) return lostRace;
      // A session that ended while the second factor was asked for stays ended; the login then has to start again.
      if (!(await session.write(stores))) throw new SessionGone();
      if (entry !== null) await stores.entries.put(entry);
      await along?.(stores);
      await place?.(stores);
      isMarked = (await mark?.write(stores)) ?? false;
      await signIn.write(stores);
      return null;
    })
    .catch((error: unknown) => {
      if (error instanceof SessionGone) return lostRace;
      throw error;
    });
  if (obstacle === lostRace) return refusedIn(transaction, lostRace, 'issue');
  if (obstacle !== null) return end(deps, scene, transaction, loadedVersion, obstacle, 'issue', along);
  if (await endedMeanwhile(deps, scene, transaction, session.marks)) {
    await deps.sessions.end(tenant.id, session.id);
    return refusedIn(transaction, refuse('login_signed_out_meanwhile', 'session.ended-at-provider'), 'issue', change);
  }
  // Asked when the session stands, as above: a reset says so first, and then looks for sessions.
  const voided = await voidedSince(deps.storage, { tenant: tenant.id, subject }, transaction.expiresAt - transactionLifetimeMs);
  if (voided !== null) {
    await deps.sessions.end(tenant.id, session.id);
    return refusedIn(transaction, voided, 'issue', change);
  }
  return {
    kind: 'answer',
    answer: answered.answer,
    change: {
      ...change,
      ...(isMarked ? mark?.change : {}),
      setSession: { token: session.token, expiresAt: session.expiresAt },
      setCompany: { connection: identity.connection, leftAt: null },
    },
  };
}

/**
 * Has the provider signed the person out since this login left for it? Asked when the session stands: whoever ends sessions
 * first says so and then looks for them, so either this is seen here or the session is found there.
 */
async function endedMeanwhile(
  deps: LoginDeps,
  { tenant }: Scene,
  { identity, expiresAt }: Verified,
  marks: readonly string[],
): Promise<boolean> {
  const at = await deps.storage.logouts.lastEnd(tenant.id, identity.connection, marks, deps.clock.now());
  return at !== null && at >= expiresAt - transactionLifetimeMs;
}

class SessionGone extends Error {}

const lostRace = refuse('login_wrong_step', 'transaction.lost-race');

function isLive({ epoch, revision }: Snapshot, live: Pick<ActiveRevision, 'epoch' | 'revision'> | null): boolean {
  return live === null ? revision === null : live.epoch === epoch && live.revision === revision;
}
