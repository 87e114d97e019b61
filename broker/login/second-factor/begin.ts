import type { Refusal } from '../../domain/app-error.ts';
import { refuse } from '../../domain/app-error.ts';
import type { EpochMs } from '../../domain/brands.ts';
import type { Enrolling } from '../../domain/enrolling.ts';
import type { Proof } from '../../domain/policy/demand.ts';
import type { FactorKind, FactorScene } from '../../domain/ports/factor.ts';
import type { Challenge, Transaction } from '../../domain/transaction.ts';
import { transition } from '../../domain/transition.ts';
import { type Along, saveStep } from '../along.ts';
import type { LoginDeps, Scene } from '../deps.ts';
import { type LoginReply, refusedIn } from '../reply.ts';

type WithIdentity = Extract<Transaction, { state: 'identified' | 'challenged' }>;

/**
 * Asks for the first of these that can be asked for. Where one cannot, its service being away or throttling, the next is
 * asked for and the person is told; where none can, the page of the first says so and lets them try again.
 */
export async function beginUse(deps: LoginDeps, at: FactorScene, methods: readonly [FactorKind, ...FactorKind[]]): Promise<Challenge> {
  const othersThan = (method: FactorKind) => methods.filter((other) => other !== method);
  let problem: Refusal | null = null;
  for (const method of methods) {
    const begun = await factorOf(deps, method).use.begin(at);
    if (begun.ok) return { kind: 'use', method, memory: begun.memory, others: othersThan(method), problem };
    problem ??= begun;
  }
  return { kind: 'use', method: methods[0], memory: {}, others: othersThan(methods[0]), problem };
}

/** What to set up: the page of the only one, or the choice among several. */
export async function beginEnrolment(
  deps: LoginDeps,
  at: FactorScene,
  { methods, standing, later }: { methods: readonly [FactorKind, ...FactorKind[]]; standing: Enrolling; later: EpochMs | null },
): Promise<Challenge | Refusal> {
  if (methods.length > 1) return { kind: 'choose', methods, standing, later };
  return beginSettingUp(deps, at, methods[0], { others: [], standing, later });
}

/** Prepares a new one of this method. */
export async function beginSettingUp(
  deps: LoginDeps,
  at: FactorScene,
  method: FactorKind,
  rest: Pick<Extract<Challenge, { kind: 'enrol' }>, 'others' | 'standing' | 'later'>,
): Promise<Challenge | Refusal> {
  const begun = await factorOf(deps, method).enrol?.begin(at);
  if (begun === undefined) return refuse('policy_unreachable', 'factor.not-enrollable');
  return begun.ok ? { kind: 'enrol', method, memory: begun.memory, ...rest } : begun;
}

export function factorOf(deps: LoginDeps, method: FactorKind) {
  const factor = deps.factors.byKind.get(method);
  if (!factor) throw new Error(`no factor ${method}`);
  return factor;
}

/** Writes the passed step under a fresh cookie key and sends the browser to the page of the next one. */
export async function move(
  deps: LoginDeps,
  scene: Scene,
  transaction: WithIdentity,
  loadedVersion: number | null,
  { challenge, proof }: { readonly challenge: Challenge; readonly proof: Proof },
  along?: Along,
): Promise<LoginReply> {
  const moved = transition(transaction, { type: 'challenged', challenge, proof }, deps.clock.now());
  if (!moved.ok) return refusedIn(transaction, moved, 'second-factor');
  const { row, change } = deps.transactions.seal(scene.tenant, moved.transaction);
  const stands = loadedVersion === null ? await deps.storage.logins.insert(row) : await saveStep(deps.storage, row, loadedVersion, along);
  if (!stands) return refusedIn(transaction, refuse('login_wrong_step', 'transaction.lost-race'), 'second-factor');
  return { kind: 'second-factor', transaction: transaction.id, change };
}
