import { rulesOf } from '#contract/presets/policies';
import { type Refusal, refuse } from '../domain/app-error.ts';
import type { EpochMs } from '../domain/brands.ts';
import { mayEnter } from '../domain/may-enter.ts';
import type { Step } from '../domain/next-step.ts';
import { termsOf } from '../domain/party.ts';
import { looksAtNewBrowsers } from '../domain/policy/browsers.ts';
import { assuranceFrom, type Proof, wishesToBeRemembered } from '../domain/policy/demand.ts';
import type { FactorScene } from '../domain/ports/factor.ts';
import { confirmedForMs } from '../domain/security-page.ts';
import { withStep } from '../domain/trace.ts';
import type { Transaction } from '../domain/transaction.ts';
import { transition } from '../domain/transition.ts';
import type { Along } from './along.ts';
import { leaveMark } from './browser-marks.ts';
import type { CurrentSession } from './current-session.ts';
import { departToAsk } from './depart.ts';
import { findConnection, type LoginDeps, type Scene } from './deps.ts';
import { end } from './end.ts';
import { finish } from './finish.ts';
import { finishFromSession } from './finish-from-session.ts';
import { judge } from './judge.ts';
import { placeSeen } from './policy-facts.ts';
import { type BrowserJar, type LoginReply, refusedIn } from './reply.ts';
import { factorSceneOf } from './second-factor/at-hand.ts';
import { move } from './second-factor/begin.ts';
import { nextChallenge } from './second-factor/next-challenge.ts';

type WithIdentity = Extract<Transaction, { state: 'identified' | 'challenged' }>;

/** How the login got to this point. */
interface Passing {
  readonly jar: BrowserJar;
  readonly current: CurrentSession | null;
  /** Is written in the commit that passes the step. */
  readonly along?: Along | undefined;
  /** The person has just proven a factor, and `along` forgives what that answer was counted as in advance. */
  readonly hasAnswered?: boolean;
  /** The person puts off setting one up, as far as the grace period lets them. */
  readonly waits?: boolean;
}

/**
 * From a proven identity to whatever comes next: the answer, a second factor, or a refusal. Everything that was shown so far
 * is in `shown`; `loadedVersion` is the version the database has (null: the row is not written yet).
 */
export async function proceed(
  deps: LoginDeps,
  scene: Scene,
  arrived: WithIdentity,
  loadedVersion: number | null,
  shown: Proof,
  passing: Passing,
): Promise<LoginReply> {
  const { tenant, snapshot } = scene;
  const { identity, request } = arrived;
  const { along, current } = passing;
  const stop = (at: WithIdentity, refusal: Refusal) =>
    loadedVersion === null ? refusedIn(at, refusal, 'policy') : end(deps, scene, at, loadedVersion, refusal, 'policy', along);
  // Asked again at every step: settings may have changed since the request came.
  const terms = termsOf(tenant, snapshot.settings, request.party);
  if (terms === null) return stop(arrived, refuse('saml_party_unknown', 'terms.party'));
  const at = await factorSceneOf(deps, scene, arrived, terms);
  const isCustomer = terms.needsAccount || (request.wish !== undefined && (await isBound(deps, at)));
  const entry = mayEnter({ ...terms, needsAccount: isCustomer }, snapshot.settings.connections, identity);
  if (!entry.ok) return stop(arrived, entry);
  const rules = rulesOf(terms.policy);
  const { step, proof, providerProved, seen, later } = await judge(deps, scene, arrived, { terms, at, shown, marks: passing.jar.marks });
  const now = deps.clock.now();
  const mustComeAfresh = isFirst(step) && !isRecent(arrived, current, now);
  // Nobody is sent to their company once more for something that can wait: their next sign-in asks for it.
  const isPutOff = later !== null && (passing.waits === true || mustComeAfresh);
  const trace = withStep(arrived.trace, now, 'policy', { because: `${isPutOff ? 'put-off' : told(step)}, ${step.because}` });
  const transaction = { ...arrived, trace };

  if (step.kind === 'respond' || isPutOff) {
    if (loadedVersion === null && current !== null) return finishFromSession(deps, scene, transaction, terms, current);
    // A session that goes on without anything shown is as old as it was.
    const signedInAt = arrived.session !== null && current !== null ? current.session.assurance.at : now;
    const assurance = assuranceFrom(proof, providerProved, signedInAt);
    const verified = transition(transaction, { type: 'verified', assurance }, now);
    if (!verified.ok) return refusedIn(transaction, verified, 'policy');
    if (verified.transaction.state !== 'verified') throw new Error('transition did not verify');
    const remembers = wishesToBeRemembered(shown) && snapshot.settings.secondFactor.rememberDays > 0;
    const left = { known: seen?.known ?? null, cookie: passing.jar.marks, remembers };
    const hasShown = shown.methods.length > 0;
    // A password alone makes no browser a known one, by way of an application whose rules do not look.
    const isMarked = seen !== null && (hasShown || seen.known !== null || looksAtNewBrowsers(rules));
    const mark = isMarked ? await leaveMark(deps, scene, { tenant: tenant.id, subject: at.subject }, left) : null;
    const place = placeSeen(deps, scene, { subject: at.subject, rules, hasShown: hasShown || providerProved !== 'none' });
    const version = loadedVersion ?? transaction.version;
    return finish(deps, scene, verified.transaction, terms, { loadedVersion: version, current, along, mark, place });
  }
  if (request.isPassive) return passively(deps, scene, transaction, loadedVersion, along);
  if (step.kind === 'ask-provider' || mustComeAfresh) {
    const connection = findConnection(scene, identity.connection);
    if (connection === null) return stop(transaction, refuse('login_connection_unknown', 'ask.connection'));
    const strength = step.kind === 'ask-provider' ? step.strength : 'none';
    return departToAsk(deps, scene, transaction, loadedVersion, { connection, strength, proof: shown, along });
  }
  const challenge = await nextChallenge(deps, snapshot, at, { step, terms, later, hasAnswered: passing.hasAnswered === true });
  if ('ok' in challenge) return stop(step.kind === 'deny' || step.kind === 'unreachable' ? arrived : transaction, challenge);
  return move(deps, scene, transaction, loadedVersion, { challenge, proof: shown }, along);
}

/** A first factor is all that keeps others out from then on, so it takes more than a session that somebody may have found. */
function isFirst(step: Step): boolean {
  return step.kind === 'enrol' && step.standing === 'first';
}

/** Did the first step of this login pass moments ago? What a session says of its own sign-in counts while nothing was shown since. */
function isRecent({ session }: WithIdentity, current: CurrentSession | null, now: EpochMs): boolean {
  if (session === null) return true;
  if (current === null || current.session.id !== session) return false;
  const { methods, at } = current.session.assurance;
  return methods.length === 0 && at >= now - confirmedForMs;
}

/** Nobody may be shown a page (SAML Core 3.4.1, IsPassive): the application is told so, and the login ends. */
async function passively(
  deps: LoginDeps,
  scene: Scene,
  transaction: WithIdentity,
  loadedVersion: number | null,
  along: Along | undefined,
): Promise<LoginReply> {
  if (loadedVersion !== null)
    await end(deps, scene, transaction, loadedVersion, refuse('login_wrong_step', 'request.passive'), 'policy', along);
  return { kind: 'answer', answer: await deps.relying.answerRefusal(scene, transaction.request, 'no-passive'), change: {} };
}

/** A customer's page is theirs, whatever their address has become: the account stands for them. */
async function isBound({ storage }: LoginDeps, { tenant, subject, identity }: FactorScene): Promise<boolean> {
  return (await storage.bindings.find(tenant.id, identity.connection, subject)) !== null;
}

function told(step: Step): string {
  return 'methods' in step ? `${step.kind}:${step.methods[0]}` : step.kind;
}
