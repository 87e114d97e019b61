import { refuse } from '../../domain/app-error.ts';
import type { Identity } from '../../domain/identity.ts';
import type { Observed } from '../../domain/observations.ts';
import type { TestedConnectionAtHand } from '../../domain/ports/sign-in-tests.ts';
import type { StoredSignInTest } from '../../domain/ports/stores/sign-in-test-store.ts';
import type { Scene } from '../deps.ts';
import { type SignInTestDeps, type TestReply, withTested } from './deps.ts';
import { type Found, outcomeOf } from './outcome.ts';
import { createRecords, resultLifetimeMs } from './records.ts';

/** Writes down what came of a test, in the place of what was tested: the secret of a draft does not outlive it. */
export async function endTest(
  deps: SignInTestDeps,
  scene: Scene,
  row: StoredSignInTest,
  tested: TestedConnectionAtHand,
  observed: Observed,
  found: Found,
): Promise<TestReply> {
  const now = deps.clock.now();
  const outcome = outcomeOf(withTested(scene, tested), tested.connection, observed, found, now);
  const ended: StoredSignInTest = {
    ...row,
    version: row.version + 1,
    state: 'done',
    keyHash: '',
    sealed: await createRecords(deps).sealOutcome(row, outcome),
    memory: null,
    deleteAt: now + resultLifetimeMs,
  };
  if (!(await deps.tests.save(ended, row.version)))
    return { kind: 'refused', refusal: refuse('sign_in_test_gone', 'test.lost-race'), connection: row.connection };
  return { kind: 'ended', outcome, clearKey: row.id };
}

/** What a sign-in of this person would lead to; nothing is made on the way. */
export async function foresee(deps: SignInTestDeps, scene: Scene, tested: TestedConnectionAtHand, identity: Identity): Promise<Found> {
  const { snapshot } = withTested(scene, tested);
  const foreseen = await deps.foresight.foresee({ snapshot, identity });
  const organizations = 'accountId' in foreseen ? await deps.foresight.organizationsOf(snapshot, foreseen.accountId) : null;
  return { identity, foreseen, organizations };
}
