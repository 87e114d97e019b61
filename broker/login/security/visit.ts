import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { EpochMs, TransactionId } from '../../domain/brands.ts';
import { meets, proofOf } from '../../domain/policy/demand.ts';
import type { FactorKind, FactorScene, FactorSubject } from '../../domain/ports/factor.ts';
import { confirmation } from '../../domain/security-page.ts';
import { type CurrentSession, currentSession } from '../current-session.ts';
import type { Scene } from '../deps.ts';
import type { BrowserJar } from '../reply.ts';
import { enrollable, factorSceneOf, factorsAtHand } from '../second-factor/at-hand.ts';
import type { SecurityDeps } from './deps.ts';

/** Somebody with a living session at their own security page. Everything there is theirs, by the session's word alone. */
export interface SecurityVisit {
  readonly current: CurrentSession;
  readonly subject: FactorSubject;
  readonly at: FactorScene;
  /** Kinds of factors of their own that work here now, best first. */
  readonly own: readonly FactorKind[];
  /** Kinds that may be added. */
  readonly mayAdd: readonly FactorKind[];
  /** Was one of theirs shown moments ago, as changes ask for? */
  readonly isConfirmed: boolean;
}

/** What belongs together from the beginning of a set-up to its end. */
export interface Occasion {
  readonly id: TransactionId;
  readonly until: EpochMs;
}

/** Null where nobody is signed in, or not any more. `occasion`: the set-up that goes on; without one, nothing is begun. */
export async function openVisit(deps: SecurityDeps, scene: Scene, jar: BrowserJar, occasion?: Occasion): Promise<SecurityVisit | null> {
  const current = await currentSession(deps, scene, jar);
  if (current === null) return null;
  const { identity, assurance, subject, expiresAt } = current.session;
  const { id, until } = occasion ?? { id: '' as TransactionId, until: deps.clock.now() };
  const at = await factorSceneOf(deps, scene, { id, identity, expiresAt: Math.min(until, expiresAt) }, null);
  // The rows are the session's person's; the keyed name is made in one place, and both are the same.
  if (at.subject !== subject) return null;
  const own = (await factorsAtHand(deps, at)).filter(({ isOwn }) => isOwn).map(({ kind }) => kind);
  return {
    current,
    subject: { tenant: scene.tenant.id, subject },
    at,
    own,
    mayAdd: await enrollable(deps, scene, at),
    isConfirmed: own.length > 0 && meets(confirmation(own, deps.clock.now()), proofOf(assurance)),
  };
}

export const notConfirmed: Refusal = refuse('security_confirm_needed', 'security.not-confirmed');
