/**
 * Adding a factor to those that are there. What a method has to remember from page to page is in the page's own address,
 * sealed under the session's key: another session, another browser and the one after the next sign-in open nothing of it.
 */
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { TransactionId } from '../../domain/brands.ts';
import type { Elsewhere, Factor, FactorAnswer, FactorEnrolment, FactorKind } from '../../domain/ports/factor.ts';
import type { EnrolmentOffer } from '../../domain/ports/factor-pages.ts';
import type { Scene } from '../deps.ts';
import type { Guess } from '../guess.ts';
import type { BrowserJar } from '../reply.ts';
import { firstCodes } from '../second-factor/first-codes.ts';
import { tryAnswer } from '../try-answer.ts';
import type { SecurityDeps } from './deps.ts';
import { openSetUp, type SetUp, sealSetUp } from './sealed.ts';
import { notConfirmed, openVisit, type SecurityVisit } from './visit.ts';

/** As long as a login may take. */
const setUpLifetimeMs = 10 * 60_000;

export type Begun = { readonly ok: true; readonly sealed: string } | Refusal;

/** Begins a set-up of this method. */
export async function beginSetUp(deps: SecurityDeps, scene: Scene, jar: BrowserJar, method: string): Promise<Begun | null> {
  const id = deps.random.token(16) as TransactionId;
  const occasion = { id, until: deps.clock.now() + setUpLifetimeMs };
  const visit = await openVisit(deps, scene, jar, occasion);
  if (visit === null) return null;
  if (!visit.isConfirmed) return notConfirmed;
  const kind = visit.mayAdd.find((each) => each === method);
  const enrolment = kind && deps.factors.byKind.get(kind)?.enrol;
  if (kind === undefined || enrolment === undefined) return closed;
  const begun = await enrolment.begin(visit.at);
  return begun.ok ? { ok: true, sealed: sealSetUp(deps, visit, { occasion, method: kind, memory: begun.memory }) } : begun;
}

export interface SetUpPage {
  readonly ok: true;
  readonly visit: SecurityVisit;
  readonly method: FactorKind;
  readonly offer: EnrolmentOffer;
}

/** What the page of a set-up shows; asking changes nothing. */
export async function showSetUp(deps: SecurityDeps, scene: Scene, jar: BrowserJar, sealed: string): Promise<SetUpPage | Refusal | null> {
  const opened = await open(deps, scene, jar, sealed);
  if (opened === null || !opened.ok) return opened;
  const { visit, setUp, enrolment } = opened;
  const offer = await enrolment.offer(visit.at, setUp.memory);
  return offer === null ? over : { ok: true, visit, method: setUp.method, offer };
}

export type SetUpReply =
  /** The same page again, with what was wrong. */
  | { readonly kind: 'again'; readonly refusal: Refusal }
  /** On to another page of the same set-up. */
  | { readonly kind: 'next'; readonly sealed: string }
  /** `codes`: recovery codes, where the person had none; to be shown once. */
  | { readonly kind: 'added'; readonly codes: readonly string[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** An answer on the page of a set-up. Null where nobody is signed in any more. */
export async function answerSetUp(
  deps: SecurityDeps,
  scene: Scene,
  jar: BrowserJar,
  sealed: string,
  answer: FactorAnswer,
): Promise<SetUpReply | null> {
  const opened = await open(deps, scene, jar, sealed);
  if (opened === null) return null;
  if (!opened.ok) return { kind: 'refused', refusal: opened };
  const { visit, setUp, enrolment } = opened;
  const { id, until } = setUp.occasion;
  const tried = await tryAnswer(deps, { id, expiresAt: until }, visit.at, {
    factor: opened.factor,
    isSetUp: true,
    slip: enrolment.refuseSlip(setUp.memory, answer),
    judge: () => enrolment.confirm(visit.at, setUp.memory, answer, 'further'),
  });
  if (tried.kind === 'wrong') return { kind: 'again', refusal: tried.refusal };
  if (tried.kind === 'over') return { kind: 'refused', refusal: tried.refusal };
  const { verdict, guess } = tried;
  if (verdict.ok === 'next') {
    await deps.storage.atomically(guess.takeBack);
    return { kind: 'next', sealed: sealSetUp(deps, visit, { ...setUp, memory: verdict.memory }) };
  }
  await forgive(deps, guess);
  deps.notices.tellPerson(visit.at, { kind: 'factor-added', method: setUp.method });
  return { kind: 'added', codes: await firstCodes(deps, visit.at) };
}

/** What was sent is sent once more. */
export async function sendSetUpAgain(
  deps: SecurityDeps,
  scene: Scene,
  jar: BrowserJar,
  sealed: string,
  to?: string,
): Promise<SetUpReply | null> {
  const opened = await open(deps, scene, jar, sealed);
  if (opened === null) return null;
  if (!opened.ok) return { kind: 'refused', refusal: opened };
  const { visit, setUp, enrolment } = opened;
  if (!enrolment.again) return { kind: 'refused', refusal: refuse('login_wrong_step', 'again.nothing-sent') };
  const begun = await enrolment.again(visit.at, setUp.memory, to);
  if (!begun.ok) return { kind: 'again', refusal: begun };
  return { kind: 'next', sealed: sealSetUp(deps, visit, { ...setUp, memory: begun.memory }) };
}

/** What became of it on another device, for a page that waits; null where nothing is awaited, or nobody is signed in. */
export async function setUpElsewhere(deps: SecurityDeps, scene: Scene, jar: BrowserJar, sealed: string): Promise<Elsewhere | null> {
  const opened = await open(deps, scene, jar, sealed);
  if (opened === null || !opened.ok) return opened;
  return opened.enrolment.elsewhere?.(opened.visit.at, opened.setUp.memory) ?? null;
}

interface OpenSetUp {
  readonly ok: true;
  readonly visit: SecurityVisit;
  readonly setUp: SetUp;
  readonly factor: Factor;
  readonly enrolment: FactorEnrolment;
}

const over = refuse('security_set_up_over', 'set-up.over');
const closed = refuse('security_method_closed', 'method.not-a-choice');

async function open(deps: SecurityDeps, scene: Scene, jar: BrowserJar, sealed: string): Promise<OpenSetUp | Refusal | null> {
  const before = await openVisit(deps, scene, jar);
  if (before === null) return null;
  const setUp = openSetUp(deps, before, sealed);
  if (setUp === null || deps.clock.now() >= setUp.occasion.until) return over;
  const visit = await openVisit(deps, scene, jar, setUp.occasion);
  if (visit === null) return null;
  // Switched off since it began, or everything that it was to be added to was taken away.
  const factor = visit.mayAdd.includes(setUp.method) ? deps.factors.byKind.get(setUp.method) : undefined;
  if (factor?.enrol === undefined) return closed;
  return visit.own.length > 0 ? { ok: true, visit, setUp, factor, enrolment: factor.enrol } : over;
}

/** The factor stands; should this fail, the answer stays counted as wrong, and the next right one forgives it. */
async function forgive(deps: SecurityDeps, guess: Guess): Promise<void> {
  await deps.storage.atomically(guess.forgive).catch(() => undefined);
}
