/** What a person may do on the page of a second factor besides answering. */
import { refuse } from '../../domain/app-error.ts';
import type { TransactionId } from '../../domain/brands.ts';
import type { FactorKind } from '../../domain/ports/factor.ts';
import type { Challenge } from '../../domain/transaction.ts';
import { currentSession } from '../current-session.ts';
import type { LoginDeps, Scene } from '../deps.ts';
import { end } from '../end.ts';
import { isLocked } from '../guess.ts';
import { proceed } from '../proceed.ts';
import { type BrowserJar, type LoginReply, refused, refusedIn } from '../reply.ts';
import type { AnswerReply } from './answer.ts';
import { beginSettingUp, beginUse, factorOf, move } from './begin.ts';
import { type OpenChallenge, openChallenged } from './opened.ts';

/** Another method of those that this step names; the same one begins again. */
export async function changeMethod(deps: LoginDeps, scene: Scene, id: TransactionId, jar: BrowserJar, method: string): Promise<LoginReply> {
  const opened = await openChallenged(deps, scene, id, jar);
  if (!opened.ok) return refused(opened, 'second-factor');
  const { transaction, at } = opened;
  const { challenge, proof, version } = transaction;
  const choices = choicesOf(challenge);
  const wanted = choices.find((choice) => choice === method);
  // Only what the policy allowed at this step: from a use to another use, and from a set-up to another set-up.
  if (wanted === undefined) return refusedIn(transaction, refuse('login_wrong_step', 'method.not-a-choice'), 'second-factor');
  if (await isShut(deps, opened, wanted)) return refusedIn(transaction, refuse('second_factor_locked', 'factor.locked'), 'second-factor');
  const others = choices.filter((choice) => choice !== wanted);
  await drop(deps, opened);
  const next =
    challenge.kind === 'choose' || challenge.kind === 'enrol'
      ? await beginSettingUp(deps, at, wanted, { others, standing: challenge.standing, later: challenge.later })
      : await beginUse(deps, at, [wanted, ...others]);
  if ('ok' in next) return refusedIn(transaction, next, 'second-factor');
  return move(deps, scene, transaction, version, { challenge: next, proof });
}

/** What was sent is sent once more, or to another place that the page has named. */
export async function sendAgain(deps: LoginDeps, scene: Scene, id: TransactionId, jar: BrowserJar, to?: string): Promise<AnswerReply> {
  const opened = await openChallenged(deps, scene, id, jar);
  if (!opened.ok) return refused(opened, 'second-factor');
  const { transaction, at } = opened;
  const { challenge, proof, version } = transaction;
  if (challenge.kind !== 'use' && challenge.kind !== 'enrol')
    return refusedIn(transaction, refuse('login_wrong_step', 'again.nothing-sent'), 'second-factor');
  const factor = factorOf(deps, challenge.method);
  const again = challenge.kind === 'use' ? factor.use.again : factor.enrol?.again;
  if (!again) return refusedIn(transaction, refuse('login_wrong_step', 'again.nothing-sent'), 'second-factor');
  if (await isShut(deps, opened, challenge.method)) return { kind: 'again', refusal: refuse('second_factor_locked', 'factor.locked') };
  const begun = await again(at, challenge.memory, to);
  if (!begun.ok) return { kind: 'again', refusal: begun };
  const fresh = challenge.kind === 'use' ? { ...challenge, memory: begun.memory, problem: null } : { ...challenge, memory: begun.memory };
  return move(deps, scene, transaction, version, { challenge: fresh, proof });
}

/** The person puts the set-up off; whether they may is decided again. */
export async function putOff(deps: LoginDeps, scene: Scene, id: TransactionId, jar: BrowserJar): Promise<LoginReply> {
  const opened = await openChallenged(deps, scene, id, jar);
  if (!opened.ok) return refused(opened, 'second-factor');
  const { transaction } = opened;
  const { challenge, proof, version } = transaction;
  if (challenge.kind !== 'choose' && challenge.kind !== 'enrol')
    return refusedIn(transaction, refuse('login_wrong_step', 'later.not-a-set-up'), 'second-factor');
  const current = await currentSession(deps, scene, jar);
  if (transaction.session !== null && transaction.session !== current?.session.id)
    return end(deps, scene, transaction, version, refuse('login_expired', 'session.ended'), 'second-factor');
  return proceed(deps, scene, transaction, version, proof, { jar, current, waits: true });
}

/** The person gives up: the login ends here. */
export async function cancelStep(deps: LoginDeps, scene: Scene, id: TransactionId, jar: BrowserJar): Promise<LoginReply> {
  const opened = await openChallenged(deps, scene, id, jar);
  if (!opened.ok) return refused(opened, 'second-factor');
  await drop(deps, opened);
  return end(deps, scene, opened.transaction, opened.transaction.version, refuse('login_unknown', 'cancelled'), 'second-factor');
}

/** While a lock runs, nothing is sent that nobody could use; what cannot be guessed goes on. */
async function isShut(deps: LoginDeps, { at }: OpenChallenge, method: FactorKind): Promise<boolean> {
  return (
    factorOf(deps, method).isGuessable && (await isLocked(deps.storage, { tenant: at.tenant.id, subject: at.subject }, deps.clock.now()))
  );
}

function choicesOf(challenge: Challenge): readonly FactorKind[] {
  switch (challenge.kind) {
    case 'use':
    case 'enrol':
      return [challenge.method, ...challenge.others];
    case 'choose':
      return challenge.methods;
    case 'show-recovery-codes':
      return [];
    default:
      return challenge satisfies never;
  }
}

async function drop(deps: LoginDeps, { transaction: { challenge }, at }: OpenChallenge): Promise<void> {
  if (challenge.kind === 'use') await factorOf(deps, challenge.method).use.drop?.(at, challenge.memory);
}
