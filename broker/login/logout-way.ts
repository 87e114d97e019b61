import { AppError } from '../domain/app-error.ts';
import { atHand, connectorFor } from '../domain/connection.ts';
import { isAskedBy, type LogoutAsker, type LogoutStop, type LogoutWay, outcomeOf } from '../domain/logout.ts';
import type { UpstreamLogout } from '../domain/ports/connector.ts';
import type { PartyHop } from '../domain/ports/party.ts';
import { findConnection, type LoginDeps, type Scene } from './deps.ts';
import type { LogoutUnderWay } from './logouts.ts';

/** What to do next: go there, or, with nowhere to go, say what has come of it. */
export interface LogoutStep {
  readonly hop: PartyHop | null;
  /** What the browser keeps meanwhile; null: nothing is left on the way. */
  readonly underWay: LogoutUnderWay | null;
  readonly way: Pick<LogoutWay, 'told' | 'untold' | 'provider'>;
}

/**
 * The next stop of a sign-out whose sessions have all ended: the applications one after the other, then the provider, then
 * back to whoever asked. One that cannot be told is passed over, and counted.
 */
export async function goOn(deps: LoginDeps, scene: Scene, begun: LogoutWay): Promise<LogoutStep> {
  let way = begun;
  for (const entry of begun.waiting) {
    way = { ...way, waiting: way.waiting.slice(1) };
    const handle = deps.random.token(16);
    const told = await deps.relying.tellLogout(scene, entry, handle);
    if (told !== null) return stopAt(deps, scene, way, { kind: 'application', entry, requestId: told.requestId }, handle, told.hop);
    way = { ...way, untold: [...way.untold, entry.application] };
  }
  const { upstream } = way;
  if (upstream !== null) {
    way = { ...way, upstream: null };
    const handle = deps.random.token(16);
    const asked = await askProvider(deps, scene, upstream, handle);
    if (asked === 'unreachable') way = { ...way, provider: 'untold' };
    else if (asked !== null) {
      const { connection } = upstream;
      return stopAt(deps, scene, way, { kind: 'provider', connection, requestId: asked.requestId ?? null }, handle, asked);
    }
  }
  return { hop: await answerTo(deps, scene, way), underWay: null, way };
}

async function stopAt(deps: LoginDeps, scene: Scene, way: LogoutWay, at: LogoutStop, handle: string, hop: PartyHop): Promise<LogoutStep> {
  return { hop, underWay: await deps.logouts.keep(scene.tenant, handle, { ...way, at }), way };
}

/** The way to the provider's own sign-out; null where it has none. */
async function askProvider(
  deps: LoginDeps,
  scene: Scene,
  { connection: id, session }: NonNullable<LogoutWay['upstream']>,
  state: string,
): Promise<UpstreamLogout | 'unreachable' | null> {
  const connection = findConnection(scene, id);
  if (connection === null) return null;
  try {
    const { tenant, snapshot } = scene;
    return await connectorFor(deps.connectors, connection).logout({ ...atHand(tenant, connection, snapshot.secrets), session, state });
  } catch (error) {
    // The person is signed out here whatever the provider does; its silence must not end in an error page.
    if (error instanceof AppError) return 'unreachable';
    throw error;
  }
}

/**
 * Null: nobody is left to be told, and the person reads on a page of ours what has come of it. So they do where our own
 * portal asked and not everybody was told: an application or a provider has pages of its own for that, the portal has not.
 */
async function answerTo(deps: LoginDeps, scene: Scene, way: LogoutWay): Promise<PartyHop | null> {
  const { asker } = way;
  if (asker.kind === 'page') return asker.path === null ? null : { kind: 'redirect', url: `${scene.tenant.loginOrigin}${asker.path}` };
  const outcome = outcomeOf(way);
  if (asker.kind === 'party')
    return asker.application === null && outcome === 'partial' ? null : deps.relying.logoutAnswer(scene, asker, outcome);
  const connection = findConnection(scene, asker.connection);
  const answer = connection && connectorFor(deps.connectors, connection).singleLogout?.answer;
  return connection && answer ? answer({ ...atHand(scene.tenant, connection, scene.snapshot.secrets), logout: asker, outcome }) : null;
}

/** A sign-out at its beginning. */
export function wayFor(asker: LogoutAsker, entries: LogoutWay['waiting'], upstream: LogoutWay['upstream']): LogoutWay {
  const waiting = entries.filter((entry) => !isAskedBy(asker, entry));
  return { asker, at: null, waiting, upstream, told: [], untold: [], provider: null };
}
