import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { EpochMs } from '../../domain/brands.ts';
import type { Step } from '../../domain/next-step.ts';
import type { PartyTerms } from '../../domain/party.ts';
import type { FactorScene } from '../../domain/ports/factor.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import type { Challenge } from '../../domain/transaction.ts';
import type { LoginDeps } from '../deps.ts';
import { isLocked } from '../guess.ts';
import { beginEnrolment, beginUse, factorOf } from './begin.ts';

interface Undecided {
  readonly step: Exclude<Step, { kind: 'respond' | 'ask-provider' }>;
  readonly terms: PartyTerms;
  readonly later: EpochMs | null;
  readonly hasAnswered: boolean;
}

/** What the person is asked next, or why this login ends. */
export async function nextChallenge(
  deps: LoginDeps,
  snapshot: Snapshot,
  at: FactorScene,
  { step, terms, later, hasAnswered }: Undecided,
): Promise<Challenge | Refusal> {
  switch (step.kind) {
    case 'deny':
      return refuse('policy_denied', step.because);
    case 'unreachable':
      return refuse('policy_unreachable', step.because);
    case 'challenge': {
      // Whoever has just answered rightly may stand in the lock that this very answer earned in advance.
      const locked = !hasAnswered && (await isLocked(deps.storage, { tenant: at.tenant.id, subject: at.subject }, deps.clock.now()));
      // What cannot be guessed is not locked: nobody's wrong codes keep a key out.
      const [first, ...more] = locked ? step.methods.filter((method) => !factorOf(deps, method).isGuessable) : step.methods;
      return first === undefined ? refuse('second_factor_locked', 'factor.locked') : beginUse(deps, at, [first, ...more]);
    }
    case 'enrol': {
      // Nobody sets up a second step to be told after it that they cannot come in.
      const hopeless = terms.needsAccount ? await deps.foresight.hopeless({ snapshot, identity: at.identity }) : null;
      return hopeless ?? beginEnrolment(deps, at, { methods: step.methods, standing: step.standing, later });
    }
    default:
      return step satisfies never;
  }
}
