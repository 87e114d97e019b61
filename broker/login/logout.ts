import { AppError, type Refusal } from '../domain/app-error.ts';
import type { SessionId } from '../domain/brands.ts';
import { atHand, connectorFor } from '../domain/connection.ts';
import { openSealed } from '../domain/open-sealed.ts';
import type { BrokerSession } from '../domain/ports/broker-sessions.ts';
import type { UpstreamLogout } from '../domain/ports/connector.ts';
import type { PartyHop, PartyLogout } from '../domain/ports/party.ts';
import type { Vault } from '../domain/ports/vault.ts';
import { findConnection, type LoginDeps, type Scene } from './deps.ts';
import type { BrowserJar } from './reply.ts';
import { currentSession } from './start.ts';

/** A sign-out on its way through the provider: what its answer names, and what the browser keeps meanwhile. */
export interface LogoutUnderWay {
  /** 22 characters, short enough for the RelayState of SAML (Bindings 3.4.3). */
  readonly handle: string;
  /** The request to be answered afterwards, sealed. */
  readonly sealed: string;
}

/** `hop` null: nothing is left to do. `forget`: this browser's own session is over, or it had none. */
export type LogoutReply =
  | { readonly ok: true; readonly hop: PartyHop | null; readonly forget: boolean; readonly underWay: LogoutUnderWay | null }
  | Refusal;

/**
 * A party asks to sign a person out. Sessions end before any hop that may fail; then the browser visits the provider, if
 * that has a place for it, and returns to the party.
 */
export async function logout(deps: LoginDeps, scene: Scene, rawQuery: string, jar: BrowserJar): Promise<LogoutReply> {
  const { tenant } = scene;
  const read = await deps.relying.readLogout(scene, rawQuery);
  if (!read.ok) return read;
  const { logout: request } = read;
  const current = await currentSession(deps, scene, jar);
  if (request.sessionIndex !== null) await deps.sessions.end(tenant.id, request.sessionIndex as SessionId);
  // The browser's own session too, but only if it is this person's: a forged link must not sign anybody else out.
  const own = current !== null && isMeant(current.session, request) ? current.session : null;
  if (own !== null) await deps.sessions.end(tenant.id, own.id);

  const forget = own !== null || current === null;
  const visit = own === null ? null : await upstreamLogout(deps, scene, own, request);
  if (visit !== null) return { ok: true, hop: visit.hop, forget, underWay: visit.underWay };
  return { ok: true, hop: await deps.relying.logoutAnswer(scene, request), forget, underWay: null };
}

/** The portal names the person; other applications know their own session's name only. */
function isMeant(session: BrokerSession, { accountId, sessionIndex }: PartyLogout): boolean {
  return accountId === null ? session.id === sessionIndex : session.accountId === accountId;
}

/** The way to the provider's own sign-out; null where it has none, or does not say. */
async function upstreamLogout(
  deps: LoginDeps,
  scene: Scene,
  session: BrokerSession,
  request: PartyLogout,
): Promise<{ hop: UpstreamLogout; underWay: LogoutUnderWay } | null> {
  const connection = findConnection(scene, session.connection);
  if (connection === null) return null;
  const handle = deps.random.token(16);
  try {
    const hop = await connectorFor(deps.connectors, connection).logout({
      ...atHand(scene.tenant, connection, scene.snapshot.secrets),
      session: session.identity.upstreamSession,
      state: handle,
    });
    return hop === null ? null : { hop, underWay: { handle, sealed: await sealLogout(deps.vault, scene, handle, request) } };
  } catch (error) {
    // The person is signed out here whatever the provider does; its silence must not end in an error page.
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** The provider has sent the browser back after its sign-out: on to the party. Null when there is nothing to go on with. */
export async function logoutReturned(
  deps: LoginDeps,
  scene: Scene,
  state: string | null,
  underWay: LogoutUnderWay | null,
): Promise<PartyHop | null> {
  if (underWay === null || state !== underWay.handle) return null;
  const request = await openLogout(deps.vault, scene, underWay);
  return request === null ? null : deps.relying.logoutAnswer(scene, request);
}

const place = (scene: Scene, handle: string) => ({ tenant: scene.tenant.id, table: 'logout', row: handle, column: 'request' });

async function sealLogout(vault: Vault, scene: Scene, handle: string, request: PartyLogout): Promise<string> {
  const sealed = await vault.seal(place(scene, handle), new TextEncoder().encode(JSON.stringify(request)));
  return Buffer.from(sealed).toString('base64url');
}

async function openLogout(vault: Vault, scene: Scene, { handle, sealed }: LogoutUnderWay): Promise<PartyLogout | null> {
  const plain = await openSealed(vault, place(scene, handle), Buffer.from(sealed, 'base64url'));
  return plain === null ? null : (JSON.parse(new TextDecoder().decode(plain)) as PartyLogout);
}
