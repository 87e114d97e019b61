import { refuse } from '../domain/app-error.ts';
import { atHand, connectorFor } from '../domain/connection.ts';
import { takingUp, tellingNobody } from '../domain/logout.ts';
import type { Arrival } from '../domain/ports/connector.ts';
import { upstreamNameKeyOf, upstreamSidKeyOf } from '../domain/subject-key.ts';
import { mark } from '../domain/upstream-marks.ts';
import { currentSession } from './current-session.ts';
import { findConnection, type LoginDeps, type Scene } from './deps.ts';
import { endSessions, noteEnd } from './end-sessions.ts';
import { earlier, type LogoutReply } from './logout.ts';
import { goOn, wayFor } from './logout-way.ts';
import type { LogoutUnderWay } from './logouts.ts';
import type { BrowserJar } from './reply.ts';

/**
 * A provider signs somebody out and sends the browser by to say so (SAML Profiles 4.4.3.3). Sessions are found by the names
 * that the provider knows them by, with or without the browser's cookie, and end at once; then the applications that they
 * had entered are told, and the provider is answered.
 *
 * Some providers have a frame of their page visit us, beside those of others. In there an application would sign nobody out,
 * and nobody would come back to us: the provider is answered at once, that the applications do not know.
 */
export async function logoutFromProvider(
  deps: LoginDeps,
  scene: Scene,
  input: {
    readonly connection: string;
    readonly arrival: Arrival;
    readonly jar: BrowserJar;
    readonly underWay: LogoutUnderWay | null;
    readonly isFramed: boolean;
  },
): Promise<LogoutReply> {
  const { tenant } = scene;
  const connection = findConnection(scene, input.connection);
  const read = connection && connectorFor(deps.connectors, connection).singleLogout?.readRequest;
  if (!connection || !read) return refuse('login_connection_unknown', 'provider-logout.connection');
  const proven = await read({ ...atHand(tenant, connection, scene.snapshot.secrets), arrival: input.arrival });
  if (!proven.ok) return proven;
  const { name, sids, issuer, requestId, relayState } = proven.logout;
  const nameKey = await upstreamNameKeyOf(deps.vault, tenant.id, connection.id, name);
  const sidKeys = await Promise.all(sids.map((sid) => upstreamSidKeyOf(deps.vault, tenant.id, connection.id, sid)));
  const marks =
    sidKeys.length === 0
      ? [mark.named(nameKey)]
      : [mark.namedUnnamed(nameKey), ...sidKeys.map((sidKey) => mark.namedSession(nameKey, sidKey))];
  const request = { from: JSON.stringify([connection.id, issuer]), id: requestId };
  await noteEnd(deps, scene, request, { connection: connection.id, marks });
  const current = await currentSession(deps, scene, input.jar);
  const ended = await endSessions(
    deps,
    scene,
    request,
    (stores) => stores.sessions.findByUpstreamName(tenant.id, connection.id, nameKey, sidKeys),
    current?.session.id ?? null,
  );
  const way = wayFor({ kind: 'provider', connection: connection.id, requestId, relayState }, ended.entries, null);
  const whole = takingUp(way, await earlier(deps, scene, input.underWay));
  const step = await goOn(deps, scene, input.isFramed ? tellingNobody(whole) : whole);
  // Without the cookie nothing is known of this browser's session: what it has stays.
  return { ok: true, forget: current !== null && ended.sessions.includes(current.session.id), ...step };
}
