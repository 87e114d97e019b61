import { refuse } from '../domain/app-error.ts';
import type { Arrival } from '../domain/ports/connector.ts';
import { transition } from '../domain/transition.ts';
import { callbackUrl, connectorOf, findConnection, type LoginDeps, type Scene } from './deps.ts';
import { end } from './finish.ts';
import { proceed } from './proceed.ts';
import { type BrowserJar, type LoginReply, refused, refusedIn } from './reply.ts';
import { currentSession } from './start.ts';
import { isTransactionId } from './transactions.ts';

export interface CallbackInput {
  /** From the path; the redirect address of each connection is its own (RFC 9700, section 4.4.2: mix-up). */
  readonly connection: string;
  readonly arrival: Arrival;
  readonly jar: BrowserJar;
}

/** The provider has sent the browser back: prove the answer, then go on. */
export async function callback(deps: LoginDeps, scene: Scene, input: CallbackInput): Promise<LoginReply> {
  const connection = findConnection(scene, input.connection);
  if (connection === null) return refused(refuse('login_connection_unknown', 'callback.connection'), 'callback');
  const connector = connectorOf(deps, connection);
  const reference = connector.referenceOf(input.arrival);
  if (reference === null || !isTransactionId(reference))
    return refused(refuse('login_reference_missing', 'callback.reference'), 'callback', connection.id);

  const opened = await deps.transactions.open(scene.tenant, reference, input.jar);
  if (!opened.ok) return refused(opened, 'callback', connection.id);
  const { transaction } = opened;
  if (transaction.connection !== connection.id)
    return refusedIn(transaction, refuse('login_wrong_connection', 'callback.other-connection'), 'callback');
  if (transaction.state !== 'departed')
    return refusedIn(transaction, refuse('login_wrong_step', `callback.${transaction.state}`), 'callback');

  const proven = await connector.complete({
    connection,
    secrets: scene.snapshot.secrets,
    callbackUrl: callbackUrl(scene.tenant, connection.id),
    reference,
    memory: transaction.memory,
    arrival: input.arrival,
  });
  if (!proven.ok) return end(deps, scene, transaction, transaction.version, proven, 'callback');

  const arrived = transition(transaction, { type: 'arrived', identity: proven.identity }, deps.clock.now());
  if (!arrived.ok) return refusedIn(transaction, arrived, 'callback');
  if (arrived.transaction.state !== 'identified') throw new Error('transition did not identify');
  // A session of before is only of use to be replaced: what it had proven belongs to that sign-in, not to this one.
  const current = await currentSession(deps, scene, input.jar);
  return proceed(deps, scene, arrived.transaction, transaction.version, null, current);
}
