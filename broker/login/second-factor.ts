/** The pages of the second factor: what they show, and what an answer does. Nothing here knows how a factor works. */
import { type Refusal, refuse } from '../domain/app-error.ts';
import type { Assurance } from '../domain/assurance.ts';
import { strongerOf } from '../domain/assurance.ts';
import type { EpochMs, TransactionId } from '../domain/brands.ts';
import type { EnrolmentOffer, FactorKind, FactorSubject } from '../domain/ports/factor.ts';
import { subjectKeyOf } from '../domain/subject-key.ts';
import type { Transaction } from '../domain/transaction.ts';
import { attemptLimits, lockUntil } from './attempts.ts';
import type { LoginDeps, Scene } from './deps.ts';
import { end } from './finish.ts';
import { factorsAtHand, move, proceed } from './proceed.ts';
import { type BrowserJar, type LoginReply, refused, refusedIn } from './reply.ts';
import { currentSession } from './start.ts';

type Challenged = Extract<Transaction, { state: 'challenged' }>;

export type SecondFactorView =
  | { readonly kind: 'enrol'; readonly method: FactorKind; readonly offer: EnrolmentOffer; readonly person: string }
  | { readonly kind: 'use'; readonly method: FactorKind; readonly others: readonly FactorKind[]; readonly person: string }
  | { readonly kind: 'show-recovery-codes'; readonly codes: readonly string[] };

export interface StepPage {
  readonly ok: true;
  readonly view: SecondFactorView;
  readonly connection: string;
  /** The cookie key that the form's token hangs on. */
  readonly key: string;
  /** Names the step in the form's token. */
  readonly step: string;
  readonly expiresAt: EpochMs;
}

/** What the page of the present step shows; asking changes nothing. */
export async function showStep(deps: LoginDeps, scene: Scene, id: TransactionId, jar: BrowserJar): Promise<StepPage | Refusal> {
  const opened = await openChallenged(deps, scene, id, jar);
  if (!opened.ok) return opened;
  const { transaction, key } = opened;
  const { challenge, connection, expiresAt } = transaction;
  const page = { ok: true as const, connection, key, step: stepName(transaction), expiresAt };
  const person = nameOf(transaction);
  switch (challenge.kind) {
    case 'show-recovery-codes':
      return { ...page, view: { kind: 'show-recovery-codes', codes: challenge.codes } };
    case 'use': {
      const at = await subjectOf(deps, scene, transaction);
      const others = (await factorsAtHand(deps, at)).map((factor) => factor.kind).filter((kind) => kind !== challenge.method);
      return { ...page, view: { kind: 'use', method: challenge.method, others, person } };
    }
    case 'enrol': {
      const at = await subjectOf(deps, scene, transaction);
      const label = { issuer: scene.snapshot.settings.portal.name, account: person };
      const offer = await deps.factors.byKind.get(challenge.method)?.enrol?.offer(at, challenge.factor, label);
      if (!offer) return refuse('second_factor_gone', 'enrolment.gone');
      return { ...page, view: { kind: 'enrol', method: challenge.method, offer, person } };
    }
    default:
      return challenge satisfies never;
  }
}

export type AnswerReply =
  | LoginReply
  /** The same page again, with what was wrong; the login goes on. */
  | { readonly kind: 'again'; readonly refusal: Refusal };

interface AnswerInput {
  readonly answer: string;
  /** IP address of the browser, or the network of it that limits count by. */
  readonly address: string;
}

/** An answer to the present step. Whether the form belongs to it was checked by its token already. */
export async function answerStep(
  deps: LoginDeps,
  scene: Scene,
  id: TransactionId,
  jar: BrowserJar,
  given: AnswerInput,
): Promise<AnswerReply> {
  const { answer } = given;
  const opened = await openChallenged(deps, scene, id, jar);
  if (!opened.ok) return refused(opened, 'second-factor');
  const { transaction } = opened;
  const { challenge } = transaction;
  const current = await currentSession(deps, scene, jar);
  // Identity and assurance of a session are worth what the session is; one that ended leaves nothing to build on.
  if (transaction.session !== null && transaction.session !== current?.session.id)
    return end(deps, scene, transaction, transaction.version, refuse('login_expired', 'session.ended'), 'second-factor');
  if (challenge.kind === 'show-recovery-codes') return proceed(deps, scene, transaction, transaction.version, challenge.assurance, current);

  const factor = deps.factors.byKind.get(challenge.method);
  if (!factor) throw new Error(`no factor ${challenge.method}`);
  const at = await subjectOf(deps, scene, transaction);
  // A page from before the person had a factor: whoever knows no more than their company password must not add one to it.
  if (challenge.kind === 'enrol' && (await factorsAtHand(deps, at)).length > 0)
    return proceed(deps, scene, transaction, transaction.version, null, current);
  const now = deps.clock.now();
  const locked = await deps.storage.factors.findSubject(scene.tenant.id, at.subject);
  if (locked !== null && locked.lockedUntil > now)
    return end(deps, scene, transaction, transaction.version, refuse('second_factor_locked', 'factor.locked'), 'second-factor');
  // A try is taken before the answer is looked at, so that answers sent at once cannot share one.
  if (!(await deps.storage.factors.spendTry(scene.tenant.id, transaction.id, attemptLimits.triesPerLogin, transaction.expiresAt)))
    return end(deps, scene, transaction, transaction.version, refuse('second_factor_exhausted', 'tries.none-left'), 'second-factor');

  const verdict = challenge.kind === 'enrol' ? await factor.enrol?.confirm(at, challenge.factor, answer) : await factor.verify(at, answer);
  if (!verdict) throw new Error(`${challenge.method} cannot be set up`);
  if (!verdict.ok) {
    // What is no code at all is a slip of the finger, and a set-up that is gone is nobody's guess: neither is a failure.
    if (verdict.code === 'second_factor_malformed' || verdict.code === 'second_factor_gone') return { kind: 'again', refusal: verdict };
    await deps.storage.factors.countFailure(scene.tenant.id, at.subject, now, (failures) => lockUntil(failures, now));
    if (await isTooMany(deps, scene, given.address, now))
      return end(deps, scene, transaction, transaction.version, refuse('too_many_requests', 'failures.of-one-address'), 'second-factor');
    return { kind: 'again', refusal: verdict };
  }
  await deps.storage.factors.clearFailures(scene.tenant.id, at.subject);

  const assurance: Assurance = { strength: strongerOf(factor.strength, 'any'), methods: [factor.kind], at: now };
  if (challenge.kind === 'enrol') {
    const codes = await deps.factors.recoveryCodes.issue(at);
    return move(deps, scene, transaction, transaction.version, { kind: 'show-recovery-codes', assurance, codes });
  }
  return proceed(deps, scene, transaction, transaction.version, assurance, current);
}

/** The person wants to use another of their factors. */
export async function changeMethod(deps: LoginDeps, scene: Scene, id: TransactionId, jar: BrowserJar, method: string): Promise<LoginReply> {
  const opened = await openChallenged(deps, scene, id, jar);
  if (!opened.ok) return refused(opened, 'second-factor');
  const { transaction } = opened;
  // Only from one use to another: a set-up must not be stepped around, nor may it replace a factor that is there.
  if (transaction.challenge.kind !== 'use') return refusedIn(transaction, refuse('login_wrong_step', 'method.not-in-use'), 'second-factor');
  const own = await factorsAtHand(deps, await subjectOf(deps, scene, transaction));
  const wanted = own.find((factor) => factor.kind === method);
  if (!wanted) return refusedIn(transaction, refuse('request_malformed', 'method.not-at-hand'), 'second-factor');
  return move(deps, scene, transaction, transaction.version, { kind: 'use', method: wanted.kind });
}

/** The person gives up: the login ends here. */
export async function cancelStep(deps: LoginDeps, scene: Scene, id: TransactionId, jar: BrowserJar): Promise<LoginReply> {
  const opened = await openChallenged(deps, scene, id, jar);
  if (!opened.ok) return refused(opened, 'second-factor');
  return end(deps, scene, opened.transaction, opened.transaction.version, refuse('login_unknown', 'cancelled'), 'second-factor');
}

/** Counts a failure of this address; from some number on, each further one ends the login at once. */
async function isTooMany(deps: LoginDeps, scene: Scene, address: string, now: EpochMs): Promise<boolean> {
  const key = await deps.vault.fingerprint(scene.tenant.id, 'address', [address]);
  const failures = await deps.storage.rates.hit(`second-factor ${key}`, attemptLimits.addressWindowMs, now);
  return failures > attemptLimits.failuresOfAddress;
}

async function openChallenged(
  deps: LoginDeps,
  scene: Scene,
  id: TransactionId,
  jar: BrowserJar,
): Promise<{ readonly ok: true; readonly transaction: Challenged; readonly key: string } | Refusal> {
  const opened = await deps.transactions.open(scene.tenant, id, jar);
  if (!opened.ok) return opened;
  if (opened.transaction.state !== 'challenged') return refuse('login_wrong_step', `second-factor.${opened.transaction.state}`);
  return { ok: true, transaction: opened.transaction, key: opened.key };
}

async function subjectOf(deps: LoginDeps, scene: Scene, transaction: Challenged): Promise<FactorSubject> {
  return { tenant: scene.tenant.id, subject: await subjectKeyOf(deps.vault, scene.tenant.id, transaction.identity) };
}

/** What a person recognises themselves by, on the page and in their app. */
function nameOf({ identity }: Challenged): string {
  return identity.email?.address ?? identity.displayName ?? identity.connection;
}

function stepName(transaction: Challenged): string {
  return `${transaction.id}.${transaction.challenge.kind}`;
}
