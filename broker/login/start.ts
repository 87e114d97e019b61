import type { Connection } from '#contract/settings/connection';
import { refuse } from '../domain/app-error.ts';
import { atHand, connectorFor } from '../domain/connection.ts';
import { admits, type PartyTerms, termsOf } from '../domain/party.ts';
import { beginTrace, type LoginTrace, withStep } from '../domain/trace.ts';
import { type PartyRequest, type Transaction, transactionLifetimeMs } from '../domain/transaction.ts';
import { transition } from '../domain/transition.ts';
import { findConnection, type LoginDeps, type Scene } from './deps.ts';
import type { CurrentSession } from './finish.ts';
import { proceed } from './proceed.ts';
import { type BrowserJar, type LoginReply, refused, refusedIn } from './reply.ts';

export interface StartInput {
  /** The raw query of the Redirect binding: the signature is over its very characters. */
  readonly rawQuery: string;
  /** A connection named in the link; a wish, not an order. */
  readonly wanted: string | null;
  readonly jar: BrowserJar;
}

/** A party's request arrives: resume its login, answer from the session, or choose a connection and depart. */
export async function start(deps: LoginDeps, scene: Scene, input: StartInput): Promise<LoginReply> {
  const read = await deps.relying.read(scene, input.rawQuery);
  if (!read.ok) return refused(read, 'authn-request');
  const { request } = read;
  const terms = termsOf(scene.tenant, scene.snapshot.settings, request.party);
  if (terms === null) return refused(refuse('saml_party_unknown', 'terms.party'), 'authn-request');
  const id = deps.transactions.idOf(scene.tenant, request);
  const now = deps.clock.now();
  const trace = withStep(beginTrace(now), now, 'request', { because: reasonOf(request) });

  if ((await deps.transactions.find(scene.tenant, id)) !== null) return resume(deps, scene, request, input);

  const current = await currentSession(deps, scene, input.jar);
  if (current !== null && !request.forceAuthn && isWanted(current, terms, input.wanted)) {
    const transaction: Extract<Transaction, { state: 'identified' }> = {
      id,
      version: 1,
      expiresAt: now + transactionLifetimeMs,
      request,
      connection: current.session.connection,
      session: current.session.id,
      trace: withStep(trace, now, 'session', { because: 'session.living' }),
      captured: null,
      state: 'identified',
      identity: current.session.identity,
    };
    return proceed(deps, scene, transaction, null, current.session.assurance, current);
  }
  if (request.isPassive) return { kind: 'answer', answer: await deps.relying.answerRefusal(scene, request, 'no-passive'), change: {} };

  const chosen = choose(scene, terms, input.wanted);
  return 'kind' in chosen ? chosen : depart(deps, scene, request, chosen.connection, withStep(trace, now, 'choice', chosen));
}

/** What the application asked for, as the trace has it. */
function reasonOf({ strength, forceAuthn, isPassive }: PartyRequest): string {
  return ['request.verified', `strength:${strength}`, ...(forceAuthn ? ['fresh'] : []), ...(isPassive ? ['passive'] : [])].join(', ');
}

/** The browser's session, if it lives and its connection is still one of the tenant's. */
export async function currentSession(deps: LoginDeps, scene: Scene, jar: BrowserJar): Promise<CurrentSession | null> {
  if (jar.sessionToken === null) return null;
  const session = await deps.sessions.find(scene.tenant.id, jar.sessionToken);
  return session !== null && findConnection(scene, session.connection) !== null ? { session, token: jar.sessionToken } : null;
}

/** Does the session come from where the link and the application want people from? */
function isWanted({ session }: CurrentSession, terms: PartyTerms, wanted: string | null): boolean {
  return admits(terms, session.connection) && (wanted === null || wanted === session.connection);
}

interface Chosen {
  readonly connection: Connection;
  readonly because: string;
}

function choose(scene: Scene, terms: PartyTerms, wanted: string | null): Chosen | LoginReply {
  if (wanted !== null) {
    const connection = findConnection(scene, wanted);
    if (connection === null) return refused(refuse('login_connection_unknown', 'hint.unknown'), 'choose');
    return admits(terms, wanted)
      ? { connection, because: 'choice.wanted' }
      : refused(refuse('party_connection_refused', 'hint.party'), 'choose', wanted);
  }
  const open = scene.snapshot.settings.connections.filter(({ enabled, id }) => enabled && admits(terms, id));
  const [first, ...others] = open;
  if (first === undefined) return refused(refuse('login_no_connection', 'settings.no-connection'), 'choose');
  const primary = open.find(({ id }) => id === terms.primaryConnection);
  if (primary !== undefined) return { connection: primary, because: 'choice.primary' };
  if (others.length === 0) return { connection: first, because: 'choice.only-one' };
  return { kind: 'choose', choices: open.map(({ id, name }) => ({ id, name })) };
}

async function depart(
  deps: LoginDeps,
  scene: Scene,
  request: PartyRequest,
  connection: Connection,
  trace: LoginTrace,
): Promise<LoginReply> {
  const id = deps.transactions.idOf(scene.tenant, request);
  const departure = await connectorFor(deps.connectors, connection).depart({
    ...atHand(scene.tenant, connection, scene.snapshot.secrets),
    reference: id,
    forceReauthentication: request.forceAuthn,
    loginHint: null,
  });
  const { row, change } = deps.transactions.seal(scene.tenant, {
    id,
    version: 1,
    expiresAt: deps.clock.now() + transactionLifetimeMs,
    request,
    connection: connection.id,
    session: null,
    trace: withStep(trace, deps.clock.now(), 'departure', { because: `${connection.protocol}.${departure.kind}` }),
    captured: null,
    state: 'departed',
    memory: departure.memory,
  });
  if (!(await deps.storage.logins.insert(row)))
    return refused(refuse('login_wrong_step', 'transaction.lost-race'), 'depart', connection.id);
  return { kind: 'depart', departure, change };
}

/** The same request in the same browser (reload, back, another choice): its login goes on, under a fresh key. */
async function resume(deps: LoginDeps, scene: Scene, request: PartyRequest, input: StartInput): Promise<LoginReply> {
  const opened = await deps.transactions.open(scene.tenant, deps.transactions.idOf(scene.tenant, request), input.jar);
  if (!opened.ok) return refused(opened, 'resume');
  const { transaction } = opened;
  if (transaction.state !== 'departed') return { kind: 'second-factor', transaction: transaction.id, change: {} };

  const terms = termsOf(scene.tenant, scene.snapshot.settings, request.party);
  const connection = findConnection(scene, input.wanted ?? transaction.connection);
  if (connection !== null && terms !== null && !admits(terms, connection.id))
    return refusedIn(transaction, refuse('party_connection_refused', 'resume.party'), 'resume');
  if (connection === null) return refusedIn(transaction, refuse('login_connection_unknown', 'resume.connection-gone'), 'resume');
  const departure = await connectorFor(deps.connectors, connection).depart({
    ...atHand(scene.tenant, connection, scene.snapshot.secrets),
    reference: transaction.id,
    forceReauthentication: request.forceAuthn,
    loginHint: null,
  });
  const event = { type: 'departed-again', connection: connection.id, memory: departure.memory } as const;
  const because = `again, ${connection.protocol}.${departure.kind}`;
  const trace = withStep(transaction.trace, deps.clock.now(), 'departure', { because });
  const again = transition({ ...transaction, trace }, event, deps.clock.now());
  if (!again.ok) return refusedIn(transaction, again, 'resume');
  const { row, change } = deps.transactions.seal(scene.tenant, again.transaction);
  if (!(await deps.storage.logins.save(row, transaction.version)))
    return refusedIn(transaction, refuse('login_wrong_step', 'transaction.lost-race'), 'resume');
  return { kind: 'depart', departure, change };
}
