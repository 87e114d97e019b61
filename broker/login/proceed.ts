import { rulesOf } from '#contract/presets/policies';
import { type Refusal, refuse } from '../domain/app-error.ts';
import type { Strength } from '../domain/assurance.ts';
import type { EpochMs } from '../domain/brands.ts';
import { calledAs } from '../domain/identity.ts';
import { mayEnter } from '../domain/may-enter.ts';
import { nextStep, type Step } from '../domain/next-step.ts';
import { type PartyTerms, termsOf } from '../domain/party.ts';
import { looksAtBrowsers } from '../domain/policy/browsers.ts';
import { decidePolicy } from '../domain/policy/decide.ts';
import { assuranceFrom, type Proof } from '../domain/policy/demand.ts';
import { strongestOf } from '../domain/policy/provider-proof.ts';
import type { FactorScene } from '../domain/ports/factor.ts';
import { confirmedForMs, demandsOf } from '../domain/security-page.ts';
import { withStep } from '../domain/trace.ts';
import type { Challenge, PartyRequest, Transaction } from '../domain/transaction.ts';
import { transition } from '../domain/transition.ts';
import type { Along } from './along.ts';
import { isRemembered, leaveMark, recognize } from './browser-marks.ts';
import type { CurrentSession } from './current-session.ts';
import { departToAsk } from './depart.ts';
import { findConnection, type LoginDeps, type Scene } from './deps.ts';
import { end, finish, finishFromSession } from './finish.ts';
import { isLocked } from './guess.ts';
import { placeSeen, policyFacts } from './policy-facts.ts';
import { type BrowserJar, type LoginReply, refusedIn } from './reply.ts';
import { enrollable, factorSceneOf, factorsAtHand } from './second-factor/at-hand.ts';
import { beginEnrolment, beginUse, move } from './second-factor/begin.ts';

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
  const seen = looksAtBrowsers(rules) ? await recognize(deps, subjectOf(at), passing.jar.marks) : null;
  if (seen?.stolen) {
    deps.notices.tellPerson(at, { kind: 'browser-stolen' });
    deps.notices.tellAdministrators(tenant.id, { kind: 'browser-stolen', person: calledAs(identity) });
  }
  const facts = await policyFacts(deps, scene, {
    identity,
    subject: at.subject,
    application: terms.application,
    rules,
    newBrowser: seen?.known === null,
  });
  const { secondFactor } = snapshot.settings;
  const proof = { ...shown, rememberedBrowser: seen !== null && isRemembered(seen.known, secondFactor, deps.clock.now()) };
  const decided = {
    policy: decidePolicy(rules, facts),
    requested: request.strength,
    providerProved: facts.providerProved,
    proof,
    freshSince: deps.clock.now() - confirmedForMs,
    askable: arrived.askedAgain === null ? askableOf(deps, scene, identity.connection) : 'none',
  };
  // Most logins need no factor: ask without looking any up first.
  const simple = nextStep({ ...decided, factors: [], enrollable: [] });
  const isSimple = simple.kind === 'deny' || (simple.kind === 'respond' && (request.wish ?? 'visit') === 'visit');
  const step = isSimple ? simple : nextStep({ ...decided, ...(await factorsFor(deps, at, request)) });
  const later = step.kind === 'enrol' && step.mayWait ? await graceOf(deps, scene, at) : null;
  const isPutOff = later !== null && passing.waits === true;
  const trace = withStep(arrived.trace, deps.clock.now(), 'policy', { because: `${isPutOff ? 'put-off' : told(step)}, ${step.because}` });
  const transaction = { ...arrived, trace };

  if (step.kind === 'respond' || isPutOff) {
    if (loadedVersion === null && current !== null) return finishFromSession(deps, scene, transaction, terms, current);
    const assurance = assuranceFrom(proof, facts.providerProved, deps.clock.now());
    const verified = transition(transaction, { type: 'verified', assurance }, deps.clock.now());
    if (!verified.ok) return refusedIn(transaction, verified, 'policy');
    if (verified.transaction.state !== 'verified') throw new Error('transition did not verify');
    const remembers = shown.remembers && shown.methods.length > 0 && secondFactor.rememberDays > 0;
    const mark = seen && (await leaveMark(deps, scene, subjectOf(at), { known: seen.known, cookie: passing.jar.marks, remembers }));
    const place = placeSeen(deps, scene, at.subject);
    const version = loadedVersion ?? transaction.version;
    return finish(deps, scene, verified.transaction, terms, { loadedVersion: version, current, along, mark, place });
  }
  if (request.isPassive) return passively(deps, scene, transaction, loadedVersion, along);
  if (step.kind === 'ask-provider') {
    const connection = findConnection(scene, identity.connection);
    if (connection === null) return stop(transaction, refuse('login_connection_unknown', 'ask.connection'));
    return departToAsk(deps, scene, transaction, loadedVersion, { connection, strength: step.strength, proof: shown, along });
  }
  const challenge = await challengeOf(deps, scene, at, { step, terms, later, hasAnswered: passing.hasAnswered === true });
  if ('ok' in challenge) return stop(step.kind === 'deny' || step.kind === 'unreachable' ? arrived : transaction, challenge);
  return move(deps, scene, transaction, loadedVersion, { challenge, proof: shown }, along);
}

/** The most that this company can be asked to prove. */
function askableOf({ connectors }: LoginDeps, scene: Scene, id: string): Strength {
  const connection = findConnection(scene, id);
  const connector = connection && connectors.get(connection.protocol);
  return connection ? strongestOf((strength) => connector?.canAskAgain?.(connection, strength) === true) : 'none';
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

/** What the person has and may set up, and what our own page asks for on top of the policy. */
async function factorsFor(deps: LoginDeps, at: FactorScene, { wish }: PartyRequest) {
  const factors = await factorsAtHand(deps, at);
  const mayAdd = enrollable(deps, at);
  const own = factors.filter(({ isOwn }) => isOwn).map(({ kind }) => kind);
  return { factors, enrollable: mayAdd, further: demandsOf(wish, { own, enrollable: mayAdd, now: deps.clock.now() }) };
}

/** A customer's page is theirs, whatever their address has become: the account stands for them. */
async function isBound({ storage }: LoginDeps, { tenant, subject, identity }: FactorScene): Promise<boolean> {
  return (await storage.bindings.find(tenant.id, identity.connection, subject)) !== null;
}

interface Undecided {
  readonly step: Exclude<Step, { kind: 'respond' | 'ask-provider' }>;
  readonly terms: PartyTerms;
  readonly later: EpochMs | null;
  readonly hasAnswered: boolean;
}

/** What the person is asked next, or why this login ends. */
async function challengeOf(
  deps: LoginDeps,
  { snapshot }: Scene,
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
      const locked = !hasAnswered && (await isLocked(deps.storage, subjectOf(at), deps.clock.now()));
      // What cannot be guessed is not locked: nobody's wrong codes keep a key out.
      const [first, ...more] = locked
        ? step.methods.filter((method) => deps.factors.byKind.get(method)?.isGuessable === false)
        : step.methods;
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

/** Until when this person may go on without a second factor; null where they may not. */
async function graceOf(deps: LoginDeps, { tenant, snapshot }: Scene, { subject }: FactorScene): Promise<EpochMs | null> {
  const { graceDays } = snapshot.settings.secondFactor;
  if (graceDays === 0) return null;
  const now = deps.clock.now();
  const until = (await deps.storage.factors.noteAsked(tenant.id, subject, now)) + graceDays * 24 * 3_600_000;
  return until > now ? until : null;
}

const subjectOf = ({ tenant, subject }: FactorScene) => ({ tenant: tenant.id, subject });

function told(step: Step): string {
  return 'methods' in step ? `${step.kind}:${step.methods[0]}` : step.kind;
}
