import { type Refusal, refuse } from '../domain/app-error.ts';
import type { Assurance } from '../domain/assurance.ts';
import { mayEnter } from '../domain/may-enter.ts';
import { type FactorAtHand, nextStep, providerOnly } from '../domain/next-step.ts';
import { termsOf } from '../domain/party.ts';
import { decidePolicy, policyFactsOf, policyOf } from '../domain/policy.ts';
import type { FactorSubject } from '../domain/ports/factor.ts';
import { subjectKeyOf } from '../domain/subject-key.ts';
import { withStep } from '../domain/trace.ts';
import type { Challenge, Transaction } from '../domain/transaction.ts';
import { type TransactionEvent, transition } from '../domain/transition.ts';
import { type Along, saveStep } from './along.ts';
import type { CurrentSession } from './current-session.ts';
import type { LoginDeps, Scene } from './deps.ts';
import { end, finish, finishFromSession } from './finish.ts';
import { isLocked } from './guess.ts';
import { type LoginReply, refusedIn } from './reply.ts';

type WithIdentity = Extract<Transaction, { state: 'identified' | 'challenged' }>;

/** How the login got to this point. */
interface Passing {
  /** Is written in the commit that passes the step. */
  readonly along?: Along | undefined;
  /** The person has just proven a factor, and `along` forgives what that answer was counted as in advance. */
  readonly hasAnswered?: boolean;
}

/**
 * From a proven identity to whatever comes next: the answer, a second factor, or a refusal. Everything that was proven
 * so far is in `reached`; `loadedVersion` is the version the database has (null: the row is not written yet).
 */
export async function proceed(
  deps: LoginDeps,
  scene: Scene,
  arrived: WithIdentity,
  loadedVersion: number | null,
  reached: Assurance | null,
  current: CurrentSession | null,
  { along, hasAnswered = false }: Passing = {},
): Promise<LoginReply> {
  const { tenant } = scene;
  const { identity, request } = arrived;
  const assurance = reached ?? providerOnly(deps.clock.now());
  // Asked again at every step: settings may have changed since the request came.
  const terms = termsOf(tenant, scene.snapshot.settings, request.party);
  if (terms === null) return stop(deps, scene, arrived, loadedVersion, refuse('saml_party_unknown', 'terms.party'), along);
  const entry = mayEnter(terms, scene.snapshot.settings.connections, identity);
  if (!entry.ok) return stop(deps, scene, arrived, loadedVersion, entry, along);
  const facts = {
    policy: decidePolicy(policyOf(terms.policy), policyFactsOf(identity, request.party)),
    requested: request.strength,
    reached: assurance.strength,
  };
  // Most logins need no factor: ask without looking any up first.
  const simple = nextStep({ ...facts, factors: [], enrollable: [] });
  const at: FactorSubject = { tenant: tenant.id, subject: await subjectKeyOf(deps.vault, tenant.id, identity) };
  const step =
    simple.kind === 'respond' || simple.kind === 'deny'
      ? simple
      : nextStep({ ...facts, factors: await factorsAtHand(deps, at), enrollable: enrollable(deps) });
  if (step.kind === 'deny') return stop(deps, scene, arrived, loadedVersion, refuse('policy_denied', step.because), along);
  if (step.kind === 'unreachable') return stop(deps, scene, arrived, loadedVersion, refuse('policy_unreachable', step.because), along);
  const decided = step.kind === 'respond' ? step.kind : `${step.kind}:${step.method}`;
  const trace = withStep(arrived.trace, deps.clock.now(), 'policy', { because: `${decided}, ${step.because}` });
  const transaction = { ...arrived, trace };

  switch (step.kind) {
    case 'respond': {
      if (loadedVersion === null && current !== null) return finishFromSession(deps, scene, transaction, terms, current);
      const verified = transition(transaction, { type: 'verified', assurance }, deps.clock.now());
      if (!verified.ok) return refusedIn(transaction, verified, 'policy');
      if (verified.transaction.state !== 'verified') throw new Error('transition did not verify');
      return finish(deps, scene, verified.transaction, terms, loadedVersion ?? transaction.version, current, along);
    }
    case 'challenge': {
      // Whoever has just answered rightly may stand in the lock that this very answer earned in advance.
      if (!hasAnswered && (await isLocked(deps.storage, at, deps.clock.now())))
        return stop(deps, scene, transaction, loadedVersion, refuse('second_factor_locked', 'factor.locked'));
      return move(deps, scene, transaction, loadedVersion, { kind: 'use', method: step.method }, along);
    }
    case 'enrol': {
      // Nobody sets up a second step to be told after it that they cannot come in.
      if (terms.needsAccount) {
        const hopeless = await deps.foresight.hopeless({ snapshot: scene.snapshot, identity });
        if (hopeless !== null) return stop(deps, scene, transaction, loadedVersion, hopeless, along);
      }
      const factor = await deps.factors.byKind.get(step.method)?.enrol?.begin(at);
      if (!factor) return stop(deps, scene, transaction, loadedVersion, refuse('policy_unreachable', 'factor.not-enrollable'), along);
      return move(deps, scene, transaction, loadedVersion, { kind: 'enrol', method: step.method, factor }, along);
    }
    default:
      return step satisfies never;
  }
}

/** What a person can prove right now, best first. */
export async function factorsAtHand(deps: LoginDeps, at: FactorSubject): Promise<FactorAtHand[]> {
  const active = new Set(
    (await deps.storage.factors.list(at.tenant, at.subject)).filter((row) => row.state === 'active').map((row) => row.kind),
  );
  const codesLeft = active.size > 0 ? await deps.storage.factors.countRecoveryCodes(at.tenant, at.subject) : 0;
  return [...deps.factors.byKind.values()]
    .filter((factor) => (factor.kind === 'recovery-code' ? codesLeft > 0 : active.has(factor.kind)))
    .map(({ kind, strength }) => ({ kind, strength }));
}

function enrollable(deps: LoginDeps): FactorAtHand[] {
  return [...deps.factors.byKind.values()].filter((factor) => factor.enrol).map(({ kind, strength }) => ({ kind, strength }));
}

/** Writes the passed step under a fresh cookie key and sends the browser to the page of the next one. */
export async function move(
  deps: LoginDeps,
  scene: Scene,
  transaction: WithIdentity,
  loadedVersion: number | null,
  challenge: Challenge,
  along?: Along,
): Promise<LoginReply> {
  const event: TransactionEvent = { type: 'challenged', challenge };
  const moved = transition(transaction, event, deps.clock.now());
  if (!moved.ok) return refusedIn(transaction, moved, 'second-factor');
  const { row, change } = deps.transactions.seal(scene.tenant, moved.transaction);
  const stands = loadedVersion === null ? await deps.storage.logins.insert(row) : await saveStep(deps.storage, row, loadedVersion, along);
  if (!stands) return refusedIn(transaction, refuse('login_wrong_step', 'transaction.lost-race'), 'second-factor');
  return { kind: 'second-factor', transaction: transaction.id, change };
}

async function stop(
  deps: LoginDeps,
  scene: Scene,
  transaction: WithIdentity,
  loadedVersion: number | null,
  refusal: Refusal,
  along?: Along,
): Promise<LoginReply> {
  if (loadedVersion === null) return refusedIn(transaction, refusal, 'policy');
  return end(deps, scene, transaction, loadedVersion, refusal, 'policy', along);
}
