import type { BrokerSession } from '../domain/ports/broker-sessions.ts';
import { findConnection, type LoginDeps, type Scene } from './deps.ts';
import type { BrowserJar } from './reply.ts';

/** The session that this browser came with, and the token that opened it. */
export interface CurrentSession {
  readonly session: BrokerSession;
  readonly token: string;
}

/** The browser's session, if it lives and its connection is still one of the tenant's. */
export async function currentSession(deps: LoginDeps, scene: Scene, jar: BrowserJar): Promise<CurrentSession | null> {
  if (jar.sessionToken === null) return null;
  const session = await deps.sessions.find(scene.tenant.id, jar.sessionToken);
  return session !== null && findConnection(scene, session.connection) !== null ? { session, token: jar.sessionToken } : null;
}
