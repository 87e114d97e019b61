/** Changes of factors that are there. Whose they are, the session says; that it is its person, a proof of moments ago. */
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { Assurance } from '../../domain/assurance.ts';
import type { FactorId } from '../../domain/brands.ts';
import type { FactorKind, OwnFactor } from '../../domain/ports/factor.ts';
import { settlesAfterMs } from '../../domain/security-page.ts';
import type { SecurityDeps } from './deps.ts';
import { factorOfVisit } from './overview.ts';
import { notConfirmed, type SecurityVisit } from './visit.ts';

type Changed<More = object> = ({ readonly ok: true } & More) | Refusal;

const gone = refuse('security_item_gone', 'security.factor-gone');

/** `was`: the name before, so that it can be undone. */
export async function renameFactor(
  deps: SecurityDeps,
  visit: SecurityVisit,
  id: string,
  label: string,
): Promise<Changed<{ readonly was: string; readonly factor: FactorId }>> {
  if (!visit.isConfirmed) return notConfirmed;
  const factor = await factorOfVisit(deps, visit, id);
  if (factor === null || !(await deps.factors.own.rename(visit.subject, factor.id, label))) return gone;
  deps.notices.tellPerson(visit.at, { kind: 'factor-renamed', method: factor.kind });
  return { ok: true, was: factor.label, factor: factor.id };
}

export async function removeFactor(deps: SecurityDeps, visit: SecurityVisit, id: string): Promise<Changed> {
  if (!visit.isConfirmed) return notConfirmed;
  const factor = await factorOfVisit(deps, visit, id);
  if (factor === null) return gone;
  if (!(await isSettled(deps, visit, factor.id))) return refuse('security_factor_too_new', 'security.factor-of-today');
  if (!(await deps.factors.own.remove(visit.subject, factor.id))) return gone;
  await endWhatItOpened(deps, visit, factor.kind);
  deps.notices.tellPerson(visit.at, { kind: 'factor-removed', method: factor.kind });
  return { ok: true };
}

/**
 * A factor is removed because it was lost, too: what somebody else has begun or opened with it goes no further. Which browsers it
 * was remembered in is not known, so none is.
 */
async function endWhatItOpened({ storage, clock }: SecurityDeps, { subject, current }: SecurityVisit, kind: FactorKind): Promise<void> {
  const now = clock.now();
  const { id, connection } = current.session;
  await storage.factors.voidSignIns(subject.tenant, subject.subject, now);
  await storage.browsers.removeAll(subject.tenant, subject.subject);
  const living = await storage.sessions.listBrokers({ ...subject, connection }, 0, 0);
  const others = living.filter((session) => session.id !== id && session.methods.split(',').includes(kind));
  await storage.sessions.endBrokers(
    subject.tenant,
    others.map((session) => session.id),
  );
}

/** Ten new ones, to be shown once; those before are void. */
export async function makeCodes(deps: SecurityDeps, visit: SecurityVisit): Promise<Changed<{ readonly codes: readonly string[] }>> {
  if (!visit.isConfirmed) return notConfirmed;
  if (!visit.at.methods['recovery-code'].enabled) return refuse('security_method_closed', 'recovery-code.off');
  if (!(await isSettled(deps, visit, null))) return refuse('security_factor_too_new', 'security.factor-of-today');
  const codes = await deps.factors.recoveryCodes.issue(visit.subject);
  deps.notices.tellPerson(visit.at, { kind: 'recovery-codes-made' });
  return { ok: true, codes };
}

/**
 * Does the proof stand for the removal of this one (null: of codes)? What was added today may be a thief's first step, so it
 * speaks for no other's end (NIST SP 800-63B-4, 4.1.2.1), unless it was there before the other, or nothing is older.
 */
async function isSettled(deps: SecurityDeps, { subject, current }: SecurityVisit, removing: FactorId | null): Promise<boolean> {
  const all = await deps.factors.own.list(subject);
  const since = deps.clock.now() - settlesAfterMs;
  if (all.every(({ createdAt }) => createdAt > since)) return true;
  const removed = all.find(({ id }) => id === removing);
  const speaks = ({ id, createdAt }: OwnFactor) => createdAt <= since || id === removing || (removed && createdAt <= removed.createdAt);
  return shownOf(all, current.session.assurance).every(speaks);
}

/** From the first answer on the page to the proof that came of it: requests on a phone take longest. */
const answeringTakesMs = 5 * 60_000;

/** The factors that may be the proof: those of its method that were used just before it; where none says so, all of them. */
function shownOf(all: readonly OwnFactor[], { methods, at }: Assurance): readonly OwnFactor[] {
  const alike = all.filter(({ kind }) => kind === methods.at(-1));
  const used = alike.filter(({ lastUsedAt }) => lastUsedAt !== null && lastUsedAt <= at && lastUsedAt > at - answeringTakesMs);
  return used.length > 0 ? used : alike;
}
