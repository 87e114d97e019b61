import { type Refusal, refuse } from '../domain/app-error.ts';
import { isNoGuess } from '../domain/no-guess.ts';
import type { EnrolmentVerdict, Factor, FactorScene } from '../domain/ports/factor.ts';
import type { LoginDeps } from './deps.ts';
import { type Guess, type Trying, takeGuess, takeSlip, unguessable } from './guess.ts';

/** What came of an answer. */
export type Tried =
  /** It is right, and counted as wrong until one of the two that `guess` holds is written. */
  | { readonly kind: 'right'; readonly verdict: Exclude<EnrolmentVerdict, Refusal>; readonly guess: Guess }
  /** It is not, and another may be entered. */
  | { readonly kind: 'wrong'; readonly refusal: Refusal }
  /** No more are judged here. */
  | { readonly kind: 'over'; readonly refusal: Refusal };

/**
 * Judges an answer at a sign-in or on the security page: counted first, and taken back where it was no guess, so that no service
 * that is away and no number that gets no messages locks anybody out. Whose wrong answer locks their factors is told of it.
 */
export async function tryAnswer(
  deps: LoginDeps,
  trying: Trying,
  at: FactorScene,
  { factor, isSetUp, slip, judge }: { factor: Factor; isSetUp: boolean; slip: Refusal | null; judge(): Promise<EnrolmentVerdict> },
): Promise<Tried> {
  const person = { tenant: at.tenant.id, subject: at.subject };
  if (slip !== null) {
    // At a set-up a slip brings nobody nearer to anything: a number with a typo is no try at the code that follows.
    if (isSetUp) return { kind: 'wrong', refusal: slip };
    const ended = await takeSlip(deps, trying, person);
    return ended === null ? { kind: 'wrong', refusal: slip } : { kind: 'over', refusal: ended };
  }
  const guess = factor.isGuessable ? await takeGuess(deps, trying, person, at.visit.network) : unguessable;
  if (!guess.ok) return { kind: 'over', refusal: guess };
  const verdict = await judge();
  if (verdict.ok !== false) return { kind: 'right', verdict, guess };
  if (isNoGuess(verdict.code)) {
    await deps.storage.atomically(guess.takeBack);
    return { kind: 'wrong', refusal: verdict };
  }
  if (guess.locksUntil > 0) deps.notices.tellPerson(at, { kind: 'locked', until: guess.locksUntil });
  return guess.last
    ? { kind: 'over', refusal: refuse('too_many_requests', 'failures.of-one-address') }
    : { kind: 'wrong', refusal: verdict };
}
