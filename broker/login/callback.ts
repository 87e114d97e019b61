import type { Connection } from '#contract/settings/connection';
import { refuse } from '../domain/app-error.ts';
import { atHand, connectorFor } from '../domain/connection.ts';
import { nothingShown, type Proof } from '../domain/policy/demand.ts';
import { providerProved } from '../domain/policy/provider-proof.ts';
import type { Arrival, FormDeparture } from '../domain/ports/connector.ts';
import { factsOf, withStep } from '../domain/trace.ts';
import type { Transaction } from '../domain/transaction.ts';
import { isAwaited, transition } from '../domain/transition.ts';
import { currentSession } from './current-session.ts';
import { findConnection, type LoginDeps, type Scene } from './deps.ts';
import { end } from './end.ts';
import { proceed } from './proceed.ts';
import { type BrowserJar, type LoginReply, refused, refusedIn, withNote } from './reply.ts';
import { createSight, keptOf } from './sight.ts';
import { isTransactionId } from './transactions.ts';

/** The company's clock may be behind ours by so much. */
const clockSkewMs = 60_000;

type Identified = Extract<Transaction, { state: 'identified' }>;

export interface CallbackInput {
  /** From the path; the redirect address of each connection is its own (RFC 9700, section 4.4.2: mix-up). */
  readonly connection: string;
  readonly arrival: Arrival;
  readonly jar: BrowserJar;
  /** Throws `too_many_requests` where so many answers that nobody asked for came from there that no more are verified. */
  assertRoomUnasked(): void;
}

/** The provider has sent the browser back: prove the answer, then go on. */
export async function callback(deps: LoginDeps, scene: Scene, input: CallbackInput): Promise<LoginReply> {
  const connection = findConnection(scene, input.connection);
  if (connection === null) return refused(refuse('login_connection_unknown', 'callback.connection'), 'callback');
  const connector = connectorFor(deps.connectors, connection);
  const reference = connector.referenceOf(input.arrival);
  if (reference === null && connector.verifyUnsolicited && 'loginFromProvider' in connection && connection.loginFromProvider) {
    // Verified before anything is known of its sender; the answer to a login costs its sender the login.
    input.assertRoomUnasked();
    const genuine = await connector.verifyUnsolicited({
      ...atHand(scene.tenant, connection, scene.snapshot.secrets),
      arrival: input.arrival,
    });
    return genuine.ok ? { kind: 'begin', connection: connection.id, path: '/' } : refused(genuine, 'callback', connection.id);
  }
  if (reference === null || !isTransactionId(reference))
    return refused(refuse('login_reference_missing', 'callback.reference'), 'callback', connection.id);

  const opened = await deps.transactions.open(scene.tenant, reference, input.jar);
  if (!opened.ok) return refused(opened, 'callback', connection.id);
  const { transaction } = opened;
  if (transaction.connection !== connection.id)
    return refusedIn(transaction, refuse('login_wrong_connection', 'callback.other-connection'), 'callback');
  if (transaction.state !== 'departed')
    return refusedIn(transaction, refuse('login_wrong_step', `callback.${transaction.state}`), 'callback');

  const sight = createSight(transaction.captured !== null);
  const proven = await connector.complete({
    ...atHand(scene.tenant, connection, scene.snapshot.secrets),
    reference,
    memory: transaction.memory,
    arrival: input.arrival,
    observer: sight.observer,
  });
  if (proven.ok === 'again') return askNext(deps, scene, transaction, proven.departure);
  const kept = await keptOf(deps, scene, transaction, sight, proven.ok ? 'proven' : proven.code);
  const seen = { ...transaction, trace: { ...transaction.trace, kept: kept?.id ?? null } };
  if (!proven.ok) return withNote(await end(deps, scene, seen, transaction.version, proven, 'callback', kept?.write), sight.refused());

  if (!isAwaited(transaction.askedAgain, proven.identity))
    return end(
      deps,
      scene,
      seen,
      transaction.version,
      refuse('stepup_subject_mismatch', 'callback.somebody-else'),
      'callback',
      kept?.write,
    );
  const told = { because: `${connection.protocol}.proven`, ...sight.proven(), understood: factsOf(proven.identity) };
  const trace = withStep(seen.trace, deps.clock.now(), 'provider', told);
  const arrived = transition({ ...transaction, trace }, { type: 'arrived', identity: proven.identity }, deps.clock.now());
  if (!arrived.ok) return refusedIn(seen, arrived, 'callback');
  if (arrived.transaction.state !== 'identified') throw new Error('transition did not identify');
  // A session of before is only of use to be replaced: what it had proven belongs to that sign-in, not to this one.
  const current = await currentSession(deps, scene, input.jar);
  return proceed(deps, scene, arrived.transaction, transaction.version, shownBefore(deps, connection, arrived.transaction), {
    jar: input.jar,
    current,
    along: kept?.write,
  });
}

/** What counts of a sign-in that was asked for once more: what was shown before it, and what the company has proven just now. */
function shownBefore(deps: LoginDeps, connection: Connection, { askedAgain, identity }: Identified): Proof {
  if (askedAgain === null) return nothingShown;
  const { authTime } = identity.assurance;
  const isFresh = authTime !== null && authTime >= askedAgain.since - clockSkewMs;
  return { ...askedAgain.proof, providerAfresh: isFresh ? providerProved(connection, identity, deps.clock.now()) : 'none' };
}

/** The next question of a connection that asks on a page of our own: the same login, under a fresh key. */
async function askNext(deps: LoginDeps, scene: Scene, transaction: Transaction, departure: FormDeparture): Promise<LoginReply> {
  const { connection } = transaction;
  const trace = withStep(transaction.trace, deps.clock.now(), 'provider', { because: `asks:${departure.asks}` });
  const asked = transition({ ...transaction, trace }, { type: 'departed-again', connection, memory: departure.memory }, deps.clock.now());
  if (!asked.ok) return refused(asked, 'callback', connection);
  const { row, change } = deps.transactions.seal(scene.tenant, asked.transaction);
  if (!(await deps.storage.logins.save(row, transaction.version)))
    return refused(refuse('login_wrong_step', 'transaction.lost-race'), 'callback', connection);
  return { kind: 'depart', departure, change };
}
