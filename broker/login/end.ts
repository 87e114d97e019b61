import type { Refusal } from '../domain/app-error.ts';
import type { Transaction } from '../domain/transaction.ts';
import { transition } from '../domain/transition.ts';
import { type Along, saveStep } from './along.ts';
import type { LoginDeps, Scene } from './deps.ts';
import { type LoginReply, refusedIn } from './reply.ts';

/** Ends a login with a refusal: `denied` when a rule said no, `failed` otherwise. */
export async function end(
  deps: LoginDeps,
  scene: Scene,
  transaction: Transaction,
  loadedVersion: number,
  refusal: Refusal,
  step: string,
  along?: Along,
): Promise<LoginReply> {
  const type = refusal.code === 'policy_denied' ? 'denied' : 'failed';
  const ended = transition(transaction, { type }, deps.clock.now());
  if (!ended.ok) return refusedIn(transaction, refusal, step);
  const { row, change } = deps.transactions.ended(scene.tenant, ended.transaction);
  await saveStep(deps.storage, row, loadedVersion, along);
  return refusedIn(transaction, refusal, step, change);
}
