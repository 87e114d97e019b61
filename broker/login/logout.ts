import type { Refusal } from '../domain/app-error.ts';
import type { SessionId } from '../domain/brands.ts';
import { accountIn, type PartyLogout, takingUp } from '../domain/logout.ts';
import { partyNameKey } from '../domain/party-names.ts';
import type { Stores } from '../domain/ports/storage.ts';
import { type CurrentSession, currentSession } from './current-session.ts';
import type { LoginDeps, Scene } from './deps.ts';
import { endSessions } from './end-sessions.ts';
import { goOn, type LogoutStep, wayFor } from './logout-way.ts';
import type { LogoutUnderWay } from './logouts.ts';
import type { BrowserJar } from './reply.ts';

/** `forget`: this browser's own session is over, or it had none. */
export type LogoutReply = ({ readonly ok: true; readonly forget: boolean } & LogoutStep) | Refusal;

/**
 * A party asks to sign a person out. Sessions end before any hop that may fail; then the browser visits the applications
 * that they had entered and the provider, as far as those have a place for it, and returns to the party.
 */
export async function logout(
  deps: LoginDeps,
  scene: Scene,
  rawQuery: string,
  jar: BrowserJar,
  underWay: LogoutUnderWay | null,
): Promise<LogoutReply> {
  const read = await deps.relying.readLogout(scene, rawQuery);
  if (!read.ok) return read;
  const { logout: request } = read;
  const current = await currentSession(deps, scene, jar);
  const nameKey = request.application === null ? '' : await partyNameKey(deps.vault, scene.tenant.id, request.application, request.name);
  const ended = await endSessions(
    deps,
    scene,
    { from: request.party, id: request.requestId },
    (stores) => meant(stores, scene, request, nameKey, current),
    current?.session.id ?? null,
  );
  const own = current !== null && ended.sessions.includes(current.session.id) ? current.session : null;
  const upstream = own && { connection: own.connection, session: own.identity.upstreamSession };
  const { party, application, requestId, relayState } = request;
  const way = wayFor({ kind: 'party', party, application, requestId, relayState }, ended.entries, upstream);
  const step = await goOn(deps, scene, takingUp(way, await earlier(deps, scene, underWay)));
  return { ok: true, forget: own !== null || current === null, ...step };
}

/**
 * The portal names the account and the broker session: that one ends, and this browser's own if it is this person's, since a
 * forged link must not sign anybody else out. Applications name the person and the sessions by names of their own.
 */
async function meant(
  stores: Stores,
  { tenant }: Scene,
  request: PartyLogout,
  nameKey: string,
  current: CurrentSession | null,
): Promise<readonly SessionId[]> {
  const { application, sessionIndexes } = request;
  if (application !== null) return stores.entries.sessionsOf(tenant.id, application, nameKey, sessionIndexes);
  const own = current !== null && current.session.accountId === accountIn(request) ? [current.session.id] : [];
  return [...own, ...(sessionIndexes as readonly SessionId[])];
}

/** What this browser had on its way before, which is taken up. */
export async function earlier(deps: LoginDeps, { tenant }: Scene, underWay: LogoutUnderWay | null) {
  const way = await deps.logouts.open(tenant, underWay);
  if (way === null || underWay === null) return null;
  return (await deps.logouts.leave(tenant, underWay)) ? way : null;
}
