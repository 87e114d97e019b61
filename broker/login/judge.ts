import { rulesOf } from '#contract/presets/policies';
import type { Strength } from '../domain/assurance.ts';
import type { EpochMs } from '../domain/brands.ts';
import { calledAs } from '../domain/identity.ts';
import { nextStep, type Step } from '../domain/next-step.ts';
import type { PartyTerms } from '../domain/party.ts';
import { looksAtBrowsers } from '../domain/policy/browsers.ts';
import { decidePolicy } from '../domain/policy/decide.ts';
import type { Proof } from '../domain/policy/demand.ts';
import { strongestOf } from '../domain/policy/provider-proof.ts';
import type { FactorScene } from '../domain/ports/factor.ts';
import { confirmedForMs, demandsOf } from '../domain/security-page.ts';
import type { PartyRequest, Transaction } from '../domain/transaction.ts';
import { isRemembered, type Recognized, recognize } from './browser-marks.ts';
import { findConnection, type LoginDeps, type Scene } from './deps.ts';
import { policyFacts } from './policy-facts.ts';
import { enrollable, factorsAtHand } from './second-factor/at-hand.ts';

/** What a login does next, and what was looked at to say so. */
interface Judgement {
  readonly step: Step;
  /** What was shown, the browser included. */
  readonly proof: Proof;
  readonly providerProved: Strength;
  /** The browser, where a rule asks whether it is known; null where none does. */
  readonly seen: Recognized | null;
  /** Until when a set-up may be put off; null where it may not. */
  readonly later: EpochMs | null;
}

/** Asks the rules of an application what this person has to show, in view of everything that `shown` is so far. */
export async function judge(
  deps: LoginDeps,
  scene: Scene,
  login: Extract<Transaction, { state: 'identified' | 'challenged' }>,
  { terms, at, shown, marks }: { terms: PartyTerms; at: FactorScene; shown: Proof; marks: string | null },
): Promise<Judgement> {
  const { identity, request } = login;
  const rules = rulesOf(terms.policy);
  const now = deps.clock.now();
  const seen = looksAtBrowsers(rules) ? await recognize(deps, { tenant: at.tenant.id, subject: at.subject }, marks) : null;
  if (seen?.stolen) {
    deps.notices.tellPerson(at, { kind: 'browser-stolen' });
    deps.notices.tellAdministrators(at.tenant.id, { kind: 'browser-stolen', person: calledAs(identity), subject: at.subject });
  }
  const newBrowser = seen?.known === null;
  const facts = await policyFacts(deps, scene, { identity, subject: at.subject, application: terms.application, rules, newBrowser });
  const { providerProved } = facts;
  const proof = { ...shown, rememberedBrowser: seen !== null && isRemembered(seen.known, scene.snapshot.settings.secondFactor, now) };
  const decided = {
    policy: decidePolicy(rules, facts),
    requested: request.strength,
    providerProved,
    proof,
    freshSince: now - confirmedForMs,
    askable: login.askedAgain === null ? askableOf(deps, scene, identity.connection) : 'none',
  };
  // Most logins need no factor: ask without looking any up first.
  const simple = nextStep({ ...decided, factors: [], enrollable: [] });
  const isSimple = simple.kind === 'deny' || (simple.kind === 'respond' && (request.wish ?? 'visit') === 'visit');
  const step = isSimple ? simple : nextStep({ ...decided, ...(await factorsFor(deps, scene, at, request)) });
  const later = step.kind === 'enrol' && step.mayWait ? await graceOf(deps, scene, at) : null;
  return { step, proof, providerProved, seen, later };
}

/** The most that this company can be asked to prove. */
function askableOf({ connectors }: LoginDeps, scene: Scene, id: string): Strength {
  const connection = findConnection(scene, id);
  const connector = connection && connectors.get(connection.protocol);
  return connection ? strongestOf((strength) => connector?.canAskAgain?.(connection, strength) === true) : 'none';
}

/** What the person has and may set up, and what our own page asks for on top of the policy. */
async function factorsFor(deps: LoginDeps, scene: Scene, at: FactorScene, { wish }: PartyRequest) {
  const factors = await factorsAtHand(deps, at);
  const mayAdd = await enrollable(deps, scene, at);
  const own = factors.filter(({ isOwn }) => isOwn).map(({ kind }) => kind);
  return { factors, enrollable: mayAdd, further: demandsOf(wish, { own, enrollable: mayAdd, now: deps.clock.now() }) };
}

/** Until when this person may go on without a second factor; null where they may not. */
async function graceOf(deps: LoginDeps, { tenant, snapshot }: Scene, { subject }: FactorScene): Promise<EpochMs | null> {
  const { graceDays } = snapshot.settings.secondFactor;
  if (graceDays === 0) return null;
  const now = deps.clock.now();
  const until = (await deps.storage.factors.noteAsked(tenant.id, subject, now)) + graceDays * 24 * 3_600_000;
  return until > now ? until : null;
}
