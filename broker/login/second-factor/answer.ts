/** The pages of the second factor: what an answer does. Nothing here knows how a factor works. */
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { TransactionId } from '../../domain/brands.ts';
import { withMethod } from '../../domain/policy/demand.ts';
import type { EnrolmentVerdict, Factor, FactorAnswer, FactorScene } from '../../domain/ports/factor.ts';
import { withStep } from '../../domain/trace.ts';
import type { Challenge } from '../../domain/transaction.ts';
import { currentSession } from '../current-session.ts';
import type { LoginDeps, Scene } from '../deps.ts';
import { end } from '../end.ts';
import type { Guess } from '../guess.ts';
import { proceed } from '../proceed.ts';
import { type BrowserJar, type LoginReply, refused } from '../reply.ts';
import { tryAnswer } from '../try-answer.ts';
import { factorsAtHand } from './at-hand.ts';
import { factorOf, move } from './begin.ts';
import { firstCodes } from './first-codes.ts';
import { openChallenged } from './opened.ts';

export type AnswerReply =
  | LoginReply
  /** The same page again, with what was wrong; the login goes on. */
  | { readonly kind: 'again'; readonly refusal: Refusal };

type Asked = Extract<Challenge, { kind: 'use' | 'enrol' }>;

/** An answer to the present step. Whether the form belongs to it was checked by its token already. */
export async function answerStep(
  deps: LoginDeps,
  scene: Scene,
  id: TransactionId,
  jar: BrowserJar,
  answer: FactorAnswer,
): Promise<AnswerReply> {
  const opened = await openChallenged(deps, scene, id, jar);
  if (!opened.ok) return refused(opened, 'second-factor');
  const { transaction, at } = opened;
  const { challenge, proof, version } = transaction;
  const current = await currentSession(deps, scene, jar);
  const stop = (refusal: Refusal) => end(deps, scene, transaction, version, refusal, 'second-factor');
  // Identity and assurance of a session are worth what the session is; one that ended leaves nothing to build on.
  if (transaction.session !== null && transaction.session !== current?.session.id) return stop(refuse('login_expired', 'session.ended'));
  if (challenge.kind === 'show-recovery-codes') return proceed(deps, scene, transaction, version, proof, { jar, current });
  if (challenge.kind === 'choose') return { kind: 'again', refusal: refuse('request_malformed', 'method.not-chosen') };

  const factor = factorOf(deps, challenge.method);
  // A page from before the person had a factor: whoever knows no more than their company password must not add one to it.
  if (challenge.kind === 'enrol' && challenge.standing === 'first' && (await factorsAtHand(deps, at)).some(({ isOwn }) => isOwn))
    return proceed(deps, scene, transaction, version, proof, { jar, current });
  const tried = await tryAnswer(deps, transaction, at, {
    factor,
    isSetUp: challenge.kind === 'enrol',
    slip: slipIn(factor, challenge, answer),
    judge: () => judge(factor, at, challenge, answer),
  });
  if (tried.kind === 'wrong') return { kind: 'again', refusal: tried.refusal };
  if (tried.kind === 'over') return stop(tried.refusal);
  const { verdict, guess } = tried;
  try {
    if (verdict.ok === 'next')
      return await move(
        deps,
        scene,
        transaction,
        version,
        { challenge: { ...challenge, memory: verdict.memory } as Asked, proof },
        guess.takeBack,
      );
    const now = deps.clock.now();
    const because = `${challenge.kind === 'enrol' ? 'set-up' : 'use'}:${factor.kind}, right`;
    const passed = { ...transaction, trace: withStep(transaction.trace, now, 'second-factor', { because }) };
    if (challenge.kind === 'enrol') deps.notices.tellPerson(at, { kind: 'factor-added', method: factor.kind });
    const shown = { ...withMethod(proof, factor.kind, now), remembers: proof.remembers || answer.remembers === true };
    const codes = challenge.kind === 'enrol' ? await firstCodes(deps, at) : (verdict.codes ?? []);
    if (codes.length === 0)
      return await proceed(deps, scene, passed, version, shown, { jar, current, along: guess.forgive, hasAnswered: true });
    return await move(deps, scene, passed, version, { challenge: { kind: 'show-recovery-codes', codes }, proof: shown }, guess.forgive);
  } catch (error) {
    await giveBack(deps, guess);
    throw error;
  }
}

function slipIn(factor: Factor, challenge: Asked, answer: FactorAnswer): Refusal | null {
  return challenge.kind === 'use' ? factor.use.refuseSlip(answer) : (factor.enrol?.refuseSlip(challenge.memory, answer) ?? null);
}

async function judge(factor: Factor, at: FactorScene, challenge: Asked, answer: FactorAnswer): Promise<EnrolmentVerdict> {
  if (challenge.kind === 'use') return factor.use.verify(at, challenge.memory, answer);
  if (!factor.enrol) throw new Error(`${factor.kind} cannot be set up`);
  return factor.enrol.confirm(at, challenge.memory, answer, challenge.standing);
}

/** Somebody who answers rightly while a neighbour is away has not guessed. Should this fail too, the answer stays counted. */
async function giveBack(deps: LoginDeps, guess: Guess): Promise<void> {
  await deps.storage.atomically(guess.takeBack).catch(() => undefined);
}
