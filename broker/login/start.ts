import { type Refusal, refuse } from '../domain/app-error.ts';
import type { ConnectionChoice } from '../domain/choose-connection.ts';
import { termsOf } from '../domain/party.ts';
import { proofOf } from '../domain/policy/demand.ts';
import { beginTrace, withStep } from '../domain/trace.ts';
import { type PartyRequest, type Transaction, transactionLifetimeMs } from '../domain/transaction.ts';
import { type AskedOnPage, choose } from './choose.ts';
import { currentSession } from './current-session.ts';
import { depart, departAgain } from './depart.ts';
import type { LoginDeps, Scene } from './deps.ts';
import { proceed } from './proceed.ts';
import { type BrowserJar, type LoginReply, refused, refusedIn } from './reply.ts';

export interface BeginInput {
  /** What the person chose on a page of ours. */
  readonly asked: AskedOnPage;
  readonly jar: BrowserJar;
  /** What limits count by. */
  readonly network: string;
}

export interface StartInput extends BeginInput {
  /** The raw query of the Redirect binding: the signature is over its very characters. */
  readonly rawQuery: string;
}

type Departed = Extract<Transaction, { state: 'departed' }>;

/** A party's request arrives by SAML. */
export async function start(deps: LoginDeps, scene: Scene, input: StartInput): Promise<LoginReply> {
  const read = await deps.relying.read(scene, input.rawQuery);
  return read.ok ? begin(deps, scene, read, input) : refused(read, 'authn-request');
}

/** A request that is known to be its party's: resume its login, answer from the session, or choose a connection and depart. */
export async function begin(
  deps: LoginDeps,
  scene: Scene,
  { request, providers }: { readonly request: PartyRequest; readonly providers: readonly string[] },
  input: BeginInput,
): Promise<LoginReply> {
  const terms = termsOf(scene.tenant, scene.snapshot.settings, request.party);
  if (terms === null) return refused(refuse('saml_party_unknown', 'terms.party'), 'authn-request');
  const id = deps.transactions.idOf(scene.tenant, request);
  const now = deps.clock.now();
  const trace = withStep(beginTrace(now), now, 'request', { because: reasonOf(request) });

  let underWay: Departed | null = null;
  if ((await deps.transactions.find(scene.tenant, id)) !== null) {
    // The same request again: it is for the browser that began with it, and goes on where it stands.
    const opened = await deps.transactions.open(scene.tenant, id, input.jar);
    if (!opened.ok) return refused(await namedFor(deps, scene, input.jar, opened), 'resume');
    if (opened.transaction.state !== 'departed') return { kind: 'second-factor', transaction: opened.transaction.id, change: {} };
    underWay = opened.transaction;
  }
  const current = underWay === null ? await currentSession(deps, scene, input.jar) : null;
  const session = current === null ? null : { connection: current.session.connection, mayAnswer: !request.forceAuthn };
  const { choice, loginHint } = await choose(deps, scene, {
    ...input,
    facts: { terms, session, underWay: underWay?.connection ?? null, hints: providers },
  });

  if (choice.kind === 'session' && current !== null) {
    const transaction: Extract<Transaction, { state: 'identified' }> = {
      id,
      version: 1,
      expiresAt: now + transactionLifetimeMs,
      request,
      connection: current.session.connection,
      session: current.session.id,
      trace: withStep(trace, now, 'session', { because: 'session.living' }),
      captured: null,
      askedAgain: null,
      state: 'identified',
      identity: current.session.identity,
    };
    return proceed(deps, scene, transaction, null, proofOf(current.session.assurance), { jar: input.jar, current });
  }
  if (request.isPassive) return { kind: 'answer', answer: await deps.relying.answerRefusal(scene, request, 'no-passive'), change: {} };
  if (choice.kind !== 'depart') return askPerson(choice, underWay, input.jar);

  const { connection, because } = choice;
  const leaving = { request, connection, loginHint };
  const reply =
    underWay === null
      ? await depart(deps, scene, leaving, withStep(trace, now, 'choice', { because }))
      : await departAgain(deps, scene, leaving, underWay);
  if (reply.kind !== 'depart' || !byMemory.has(because)) return reply;
  return { ...reply, change: { ...reply.change, setCompany: { connection: connection.id, leftAt: now } } };
}

/** Whoever is signed in has come back to a sign-in that is over; that it was another browser's would frighten them, and be wrong. */
async function namedFor(deps: LoginDeps, scene: Scene, jar: BrowserJar, refusal: Refusal): Promise<Refusal> {
  const isTheirs = refusal.code === 'login_other_browser' && (await currentSession(deps, scene, jar)) !== null;
  return isTheirs ? refuse('login_already_used', 'resume.signed-in') : refusal;
}

/** What the decision says where nobody was asked and nobody but this browser said where to. */
const byMemory: ReadonlySet<string> = new Set(['remembered', 'hint, remembered']);

function askPerson(choice: Exclude<ConnectionChoice, { kind: 'depart' }>, underWay: Departed | null, jar: BrowserJar): LoginReply {
  const lastUsed = jar.company?.connection ?? null;
  switch (choice.kind) {
    case 'confirm':
      return { kind: 'confirm', connection: nameOf(choice.connection) };
    case 'choose':
      return { kind: 'choose', choices: choice.connections.map(nameOf), lastUsed, byEmail: choice.byEmail };
    case 'ask-email':
      return { kind: 'ask-email', problem: choice.problem, lastUsed: choice.lastUsed === null ? null : nameOf(choice.lastUsed) };
    case 'refuse':
      return underWay === null ? refused(choice.refusal, 'choose', choice.connection) : refusedIn(underWay, choice.refusal, 'resume');
    case 'session':
      throw new Error('a session was chosen that is not there');
    default:
      return choice satisfies never;
  }
}

const nameOf = ({ id, name }: { readonly id: string; readonly name: string }) => ({ id, name });

/** What the application asked for, as the trace has it. */
function reasonOf({ strength, forceAuthn, isPassive }: PartyRequest): string {
  return ['request.verified', `strength:${strength}`, ...(forceAuthn ? ['fresh'] : []), ...(isPassive ? ['passive'] : [])].join(', ');
}
