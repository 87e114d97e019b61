import { AppError, type Refusal } from '../domain/app-error.ts';
import type { SessionId } from '../domain/brands.ts';
import { atHand, connectorFor } from '../domain/connection.ts';
import { openSealed } from '../domain/open-sealed.ts';
import type { BrokerSession } from '../domain/ports/broker-sessions.ts';
import type { UpstreamLogout } from '../domain/ports/connector.ts';
import type { PartyLogout } from '../domain/ports/party.ts';
import type { Vault } from '../domain/ports/vault.ts';
import { findConnection, type LoginDeps, type Scene } from './deps.ts';
import type { BrowserJar } from './reply.ts';
import { currentSession } from './start.ts';

/** `forget`: this browser's own session is over, or it had none. */
export type LogoutReply = { readonly ok: true; readonly hop: UpstreamLogout; readonly forget: boolean } | Refusal;

/**
 * A party asks to sign a person out. Sessions end before any hop that may fail; then the browser visits the provider, if
 * that has a place for it, and returns to the party.
 */
export async function logout(deps: LoginDeps, scene: Scene, rawQuery: string, jar: BrowserJar): Promise<LogoutReply> {
  const { tenant } = scene;
  const read = await deps.relying.readLogout(tenant, rawQuery);
  if (!read.ok) return read;
  const { logout: request } = read;
  const current = await currentSession(deps, scene, jar);
  if (request.sessionIndex !== null) await deps.sessions.end(tenant.id, request.sessionIndex as SessionId);
  // The browser's own session too, but only if it is this person's: a forged link must not sign anybody else out.
  const own = current !== null && current.session.accountId === request.accountId ? current.session : null;
  if (own !== null) await deps.sessions.end(tenant.id, own.id);

  const forget = own !== null || current === null;
  const upstream = own === null ? null : await upstreamLogout(deps, scene, own, request);
  return { ok: true, hop: upstream ?? { kind: 'redirect', url: await deps.relying.logoutAnswerUrl(tenant, request) }, forget };
}

/** The way to the provider's own sign-out; null where it has none, or does not say. */
async function upstreamLogout(deps: LoginDeps, scene: Scene, session: BrokerSession, request: PartyLogout): Promise<UpstreamLogout | null> {
  const connection = findConnection(scene, session.connection);
  if (connection === null) return null;
  const state = await sealLogout(deps.vault, scene, request);
  try {
    return await connectorFor(deps.connectors, connection).logout({
      ...atHand(scene.tenant, connection, scene.snapshot.secrets),
      session: session.identity.upstreamSession,
      state,
    });
  } catch (error) {
    // The person is signed out here whatever the provider does; its silence must not end in an error page.
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** The provider has sent the browser back after its sign-out: on to the party. Null when the state is none of ours. */
export async function logoutReturned(deps: LoginDeps, scene: Scene, state: string): Promise<string | null> {
  const request = await openLogout(deps.vault, scene, state);
  return request === null ? null : deps.relying.logoutAnswerUrl(scene.tenant, request);
}

const place = (scene: Scene) => ({ tenant: scene.tenant.id, table: 'logout', row: 'state', column: 'request' });

async function sealLogout(vault: Vault, scene: Scene, request: PartyLogout): Promise<string> {
  const sealed = await vault.seal(place(scene), new TextEncoder().encode(JSON.stringify(request)));
  return Buffer.from(sealed).toString('base64url');
}

async function openLogout(vault: Vault, scene: Scene, state: string): Promise<PartyLogout | null> {
  if (state.length > 2048 || !/^[A-Za-z0-9_-]+$/.test(state)) return null;
  const plain = await openSealed(vault, place(scene), Buffer.from(state, 'base64url'));
  return plain === null ? null : (JSON.parse(new TextDecoder().decode(plain)) as PartyLogout);
}
