/** The person's sessions in all their browsers: one ended from another, or all of them at once. */
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { SessionId } from '../../domain/brands.ts';
import { type LogoutAsker, takingUp } from '../../domain/logout.ts';
import { securityPartyOf } from '../../domain/security-page.ts';
import type { Scene } from '../deps.ts';
import { endSessions } from '../end-sessions.ts';
import { earlier } from '../logout.ts';
import { goOn, type LogoutStep, wayFor } from '../logout-way.ts';
import type { LogoutUnderWay } from '../logouts.ts';
import type { SecurityDeps } from './deps.ts';
import type { SecurityVisit } from './visit.ts';

/** Ends one that is not this browser's. The browser visits the applications that were entered from it, and comes back to `back`. */
export async function endSession(
  deps: SecurityDeps,
  scene: Scene,
  visit: SecurityVisit,
  id: string,
  back: string,
): Promise<({ readonly ok: true } & LogoutStep) | Refusal> {
  const { session } = visit.current;
  const listed = await deps.sessions.list({ tenant: scene.tenant.id, connection: session.connection, subject: session.subject });
  const found = listed.find((each) => each.id === (id as SessionId));
  if (found === undefined || found.id === session.id) return refuse('security_item_gone', 'security.session-gone');
  const request = { from: securityPartyOf(scene.tenant), id: deps.random.token(16) };
  const ended = await endSessions(deps, scene, request, async () => [found.id], null);
  return { ok: true, ...(await goOn(deps, scene, wayFor({ kind: 'page', path: back }, ended.entries, null))) };
}

/** Ends all of them, this browser's first. The browser visits what they had entered, and the company's own sign-out. */
export async function endEverywhere(
  deps: SecurityDeps,
  scene: Scene,
  { current }: SecurityVisit,
  underWay: LogoutUnderWay | null,
): Promise<LogoutStep> {
  const { session } = current;
  const asker: LogoutAsker = { kind: 'page', path: null };
  const of = { tenant: scene.tenant.id, connection: session.connection, subject: session.subject };
  const request = { from: securityPartyOf(scene.tenant), id: deps.random.token(16) };
  const all = (stores: Pick<SecurityDeps['storage'], 'sessions'>) => stores.sessions.listBrokers(of, 0, 0);
  await deps.storage.factors.voidSignIns(of.tenant, of.subject, deps.clock.now());
  await deps.storage.browsers.removeAll(of.tenant, of.subject);
  const ended = await endSessions(deps, scene, request, async (stores) => (await all(stores)).map(({ id }) => id), session.id);
  const upstream = { connection: session.connection, session: session.identity.upstreamSession };
  return goOn(deps, scene, takingUp(wayFor(asker, ended.entries, upstream), await earlier(deps, scene, underWay)));
}
