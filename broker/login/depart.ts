import type { Connection } from '#contract/settings/connection';
import { AppError, refuse } from '../domain/app-error.ts';
import type { Strength } from '../domain/assurance.ts';
import { atHand, connectorFor } from '../domain/connection.ts';
import type { Proof } from '../domain/policy/demand.ts';
import type { Departure } from '../domain/ports/connector.ts';
import type { Standing } from '../domain/ports/refusals.ts';
import { type LoginTrace, withStep } from '../domain/trace.ts';
import { type PartyRequest, type Transaction, transactionLifetimeMs } from '../domain/transaction.ts';
import { transition } from '../domain/transition.ts';
import { type Along, saveStep } from './along.ts';
import type { LoginDeps, Scene } from './deps.ts';
import { type LoginReply, refused, refusedIn } from './reply.ts';

export interface Leaving {
  readonly request: PartyRequest;
  readonly connection: Connection;
  /** The address that the person entered to be led there; null where they did not. */
  readonly loginHint: string | null;
  /** What the company is to prove, beyond who it is. */
  readonly ask?: { readonly strength: Strength };
  /** The company has to see the person again, whatever the request says. */
  readonly isAfresh?: boolean;
}

/** Begins a login and leaves for the provider. */
export async function depart(deps: LoginDeps, scene: Scene, leaving: Leaving, trace: LoginTrace): Promise<LoginReply> {
  const { request, connection } = leaving;
  const id = deps.transactions.idOf(scene.tenant, request);
  const left = await leave(deps, scene, leaving);
  if (!left.ok) return unable(left.error, leaving, 'stranger', trace);
  const { departure } = left;
  const captured = await deps.captures.running(scene.tenant.id, connection.id, scene.capturesUntil);
  const { row, change } = deps.transactions.seal(scene.tenant, {
    id,
    version: 1,
    expiresAt: deps.clock.now() + transactionLifetimeMs,
    request,
    connection: connection.id,
    session: null,
    trace: withStep(trace, deps.clock.now(), 'departure', { because: `${connection.protocol}.${departure.kind}` }),
    captured,
    askedAgain: null,
    state: 'departed',
    memory: departure.memory,
  });
  if (!(await deps.storage.logins.insert(row)))
    return refused(refuse('login_wrong_step', 'transaction.lost-race'), 'depart', connection.id);
  return { kind: 'depart', departure, change, isRecorded: captured !== null };
}

/** The same request in the same browser (reload, back, another choice): its login goes on, under a fresh key. */
export async function departAgain(deps: LoginDeps, scene: Scene, leaving: Leaving, transaction: Transaction): Promise<LoginReply> {
  const { connection } = leaving;
  // What the company was asked for is asked for again: a reload must not make a question of it that is easier to answer.
  const left = await leave(deps, scene, { ...leaving, ...(transaction.askedAgain && asking(transaction.askedAgain.strength)) });
  if (!left.ok) return unable(left.error, leaving, 'under-way', transaction.trace);
  const { departure } = left;
  const event = { type: 'departed-again', connection: connection.id, memory: departure.memory } as const;
  const because = `again, ${connection.protocol}.${departure.kind}`;
  const trace = withStep(transaction.trace, deps.clock.now(), 'departure', { because });
  const captured = await deps.captures.running(scene.tenant.id, connection.id, scene.capturesUntil);
  const again = transition({ ...transaction, trace, captured }, event, deps.clock.now());
  if (!again.ok) return refusedIn(transaction, again, 'resume');
  const { row, change } = deps.transactions.seal(scene.tenant, again.transaction);
  if (!(await deps.storage.logins.save(row, transaction.version)))
    return refusedIn(transaction, refuse('login_wrong_step', 'transaction.lost-race'), 'resume');
  return { kind: 'depart', departure, change, isRecorded: captured !== null };
}

/**
 * A person who is known leaves for their company once more: because the policy wants it to check them again, or, with the
 * strength `none`, because what they are about to do wants a first step of moments ago.
 */
export async function departToAsk(
  deps: LoginDeps,
  scene: Scene,
  known: Extract<Transaction, { state: 'identified' | 'challenged' }>,
  loadedVersion: number | null,
  { connection, strength, proof, along }: { connection: Connection; strength: Strength; proof: Proof; along?: Along | undefined },
): Promise<LoginReply> {
  const { request, identity } = known;
  const leaving = { request, connection, loginHint: null, ...asking(strength) };
  const left = await leave(deps, scene, leaving);
  if (!left.ok) return unable(left.error, leaving, 'known', known.trace);
  const { departure } = left;
  const because = `${strength === 'none' ? 'afresh' : `asked-again:${strength}`}, ${connection.protocol}.${departure.kind}`;
  const trace = withStep(known.trace, deps.clock.now(), 'departure', { because });
  const captured = await deps.captures.running(scene.tenant.id, connection.id, scene.capturesUntil);
  const askedAgain = { issuer: identity.issuer, subject: identity.subject, strength, since: deps.clock.now(), proof };
  const event = { type: 'departed-again', connection: connection.id, memory: departure.memory, askedAgain } as const;
  const gone = transition({ ...known, trace, captured }, event, deps.clock.now());
  if (!gone.ok) return refusedIn(known, gone, 'policy');
  const { row, change } = deps.transactions.seal(scene.tenant, gone.transaction);
  const stands = loadedVersion === null ? await deps.storage.logins.insert(row) : await saveStep(deps.storage, row, loadedVersion, along);
  if (!stands) return refusedIn(known, refuse('login_wrong_step', 'transaction.lost-race'), 'policy');
  return { kind: 'depart', departure, change, isRecorded: captured !== null };
}

/** How somebody who is known leaves once more. */
function asking(strength: Strength): Pick<Leaving, 'isAfresh' | 'ask'> {
  return { isAfresh: true, ...(strength !== 'none' && { ask: { strength } }) };
}

type Left = { readonly ok: true; readonly departure: Departure } | { readonly ok: false; readonly error: AppError };

async function leave(deps: LoginDeps, scene: Scene, { request, connection, loginHint, isAfresh, ask }: Leaving): Promise<Left> {
  try {
    const departure = await connectorFor(deps.connectors, connection).depart({
      ...atHand(scene.tenant, connection, scene.snapshot.secrets),
      reference: deps.transactions.idOf(scene.tenant, request),
      forceReauthentication: request.forceAuthn || isAfresh === true,
      loginHint,
      ...(ask && { ask }),
    });
    return { ok: true, departure };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'database_unavailable') throw error;
    return { ok: false, error };
  }
}

/** The provider cannot be used: a trace of the connection, so that its administrator sees which one and what to mend. */
function unable(error: AppError, { request, connection }: Leaving, standing: Standing, trace: LoginTrace): LoginReply {
  const login = { party: request.party, trace };
  const refusal = refuse(error.code, error.because);
  return { kind: 'refused', refusal, step: 'depart', connection: connection.id, standing, login, change: {}, error };
}
