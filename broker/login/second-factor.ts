/** The pages of the second factor: what they show, and what an answer does. Nothing here knows how a factor works. */
import { type Refusal, refuse } from '../domain/app-error.ts';
import type { Assurance } from '../domain/assurance.ts';
import { strongerOf } from '../domain/assurance.ts';
import type { EpochMs, TransactionId } from '../domain/brands.ts';
import type { EnrolmentOffer, FactorKind, FactorSubject } from '../domain/ports/factor.ts';
import { subjectKeyOf } from '../domain/subject-key.ts';
import { withStep } from '../domain/trace.ts';
import type { Transaction } from '../domain/transaction.ts';
import { currentSession } from './current-session.ts';
import type { LoginDeps, Scene } from './deps.ts';
import { end } from './finish.ts';
import { takeGuess, takeSlip } from './guess.ts';
import { factorsAtHand, move, proceed } from './proceed.ts';
import { type BrowserJar, type LoginReply, refused, refusedIn } from './reply.ts';

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
  const slip = factor.refuseSlip(answer);
  if (slip !== null) {
    const ended = await takeSlip(deps, transaction, at);
    if (ended !== null) return end(deps, scene, transaction, transaction.version, ended, 'second-factor');
    return { kind: 'again', refusal: slip };
  }
  const guess = await takeGuess(deps, transaction, at, given.address);
  if (!guess.ok) return end(deps, scene, transaction, transaction.version, guess, 'second-factor');

  const now = deps.clock.now();
  const verdict = challenge.kind === 'enrol' ? await factor.enrol?.confirm(at, challenge.factor, answer) : await factor.verify(at, answer);
  if (!verdict) throw new Error(`${challenge.method} cannot be set up`);
  if (!verdict.ok) {
    // A set-up that is gone was nobody's guess.
    if (verdict.code === 'second_factor_gone') await deps.storage.atomically(guess.takeBack);
    else if (guess.last)
      return end(deps, scene, transaction, transaction.version, refuse('too_many_requests', 'failures.of-one-address'), 'second-factor');
    return { kind: 'again', refusal: verdict };
  }

  const assurance: Assurance = { strength: strongerOf(factor.strength, 'any'), methods: [factor.kind], at: now };
  const trace = withStep(transaction.trace, now, 'second-factor', {
    because: `${challenge.kind === 'enrol' ? 'set-up' : 'use'}:${factor.kind}, right`,
  });
  const passed = { ...transaction, trace };
  try {
    if (challenge.kind === 'use')
      return await proceed(deps, scene, passed, transaction.version, assurance, current, { along: guess.forgive, hasAnswered: true });
    const codes = await deps.factors.recoveryCodes.issue(at);
    const shown = { kind: 'show-recovery-codes', assurance, codes } as const;
    return await move(deps, scene, passed, transaction.version, shown, guess.forgive);
  } catch (error) {
    // Somebody who answers rightly while a neighbour is away has not guessed. Should this fail too, the answer stays counted.
    await deps.storage.atomically(guess.takeBack).catch(() => undefined);
    throw error;
  }
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
