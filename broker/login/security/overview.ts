/** What a person's security page shows. Asking changes nothing but the time that the session was last used. */
import type { BrowserId, EpochMs, FactorId, SessionId } from '../../domain/brands.ts';
import { browserName } from '../../domain/browser-name.ts';
import { calledAs } from '../../domain/identity.ts';
import type { FactorKind, OwnFactor } from '../../domain/ports/factor.ts';
import { agentOf, marksIn, rememberedUntil } from '../browser-marks.ts';
import type { Scene } from '../deps.ts';
import type { BrowserJar } from '../reply.ts';
import type { SecurityDeps } from './deps.ts';
import type { SecurityVisit } from './visit.ts';

export interface FactorItem extends OwnFactor {
  /** Does it work here now? An administrator may have switched its method off. */
  readonly works: boolean;
}

export interface BrowserItem {
  readonly id: BrowserId;
  /** Null where it did not say what it is. */
  readonly name: string | null;
  readonly isThis: boolean;
  /** Until when the person is not always asked in it; null where they are. */
  readonly rememberedUntil: EpochMs | null;
  readonly lastSeenAt: EpochMs;
}

export interface SessionItem {
  readonly id: SessionId;
  readonly name: string | null;
  readonly address: string | null;
  readonly isThis: boolean;
  readonly createdAt: EpochMs;
  readonly lastSeenAt: EpochMs;
}

export interface Overview {
  readonly person: string;
  readonly factors: readonly FactorItem[];
  readonly mayAdd: readonly FactorKind[];
  /** Null where nobody is given any here, or the person has nothing that they would stand in for. */
  readonly codesLeft: number | null;
  readonly browsers: readonly BrowserItem[];
  readonly sessions: readonly SessionItem[];
}

export async function overviewOf(deps: SecurityDeps, scene: Scene, jar: BrowserJar, visit: SecurityVisit): Promise<Overview> {
  const { at, current, mayAdd, own } = visit;
  await deps.storage.sessions.touch(scene.tenant.id, current.session.id, deps.clock.now());
  const hasCodes = at.methods['recovery-code'].enabled && own.length > 0;
  return {
    person: calledAs(at.identity),
    factors: await factorsOf(deps, visit),
    mayAdd,
    codesLeft: hasCodes ? await deps.storage.factors.countRecoveryCodes(scene.tenant.id, at.subject) : null,
    browsers: await browsersOf(deps, scene, jar, visit),
    sessions: await sessionsOf(deps, visit),
  };
}

/** What the person has set up. A pass that they were given is none of it: it goes by itself. */
export async function factorsOf(deps: SecurityDeps, { subject, own }: SecurityVisit): Promise<FactorItem[]> {
  const listed = await deps.factors.own.list(subject);
  return listed
    .filter(({ kind }) => deps.factors.byKind.get(kind)?.enrol !== undefined)
    .map((factor) => ({ ...factor, works: own.includes(factor.kind) }));
}

/** One of this person's factors; null where it is gone, or somebody else's. */
export async function factorOfVisit(deps: SecurityDeps, visit: SecurityVisit, id: string): Promise<FactorItem | null> {
  return (await factorsOf(deps, visit)).find((factor) => factor.id === (id as FactorId)) ?? null;
}

async function browsersOf(deps: SecurityDeps, { snapshot }: Scene, jar: BrowserJar, { subject }: SecurityVisit): Promise<BrowserItem[]> {
  const rows = await deps.storage.browsers.list(subject.tenant, subject.subject);
  const now = deps.clock.now();
  const ofThis = marksIn(jar.marks).map(({ id }) => id);
  return Promise.all(
    rows.map(async (row) => {
      const { id, lastSeenAt } = row;
      const until = rememberedUntil(row, snapshot.settings.secondFactor);
      const name = browserName(await agentOf(deps, row));
      return { id, name, isThis: ofThis.includes(id), rememberedUntil: until !== null && now < until ? until : null, lastSeenAt };
    }),
  );
}

async function sessionsOf(deps: SecurityDeps, { current, subject: { tenant } }: SecurityVisit): Promise<SessionItem[]> {
  const { id: own, connection, subject } = current.session;
  const listed = await deps.sessions.list({ tenant, connection, subject });
  return listed
    .map(({ id, visit, createdAt, lastSeenAt }) => ({
      id,
      name: browserName(visit?.agent ?? null),
      address: visit?.address ?? null,
      isThis: id === own,
      createdAt,
      lastSeenAt,
    }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis));
}
