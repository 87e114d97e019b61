import { AppError, type Refusal } from '../domain/app-error.ts';
import type { SessionId } from '../domain/brands.ts';
import { openSealed } from '../domain/open-sealed.ts';
import type { PartyLogout } from '../domain/ports/party.ts';
import type { Vault } from '../domain/ports/vault.ts';
import { connectorOf, findConnection, type LoginDeps, type Scene } from './deps.ts';
import type { BrowserJar } from './reply.ts';
import { currentSession } from './start.ts';

/** `forget`: this browser's own session is over, or it had none. */
export type LogoutReply = { readonly ok: true; readonly url: string; readonly forget: boolean } | Refusal;

/** Where a provider sends people back to after its own sign-out. */
function logoutReturnUrl(loginOrigin: string): string {
  return `${loginOrigin}/logout/return`;
}

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
  const connection = own === null ? null : findConnection(scene, own.connection);
  const upstream =
    own === null || connection === null
      ? null
      : await connectorOf(deps, connection)
          .logoutUrl({ connection, idToken: own.identity.upstreamSession.idToken, returnTo: logoutReturnUrl(tenant.loginOrigin) })
          // The person is signed out here whatever the provider does; its silence must not end in an error page.
          .catch(nowhereWhenSilent);
  if (upstream === null) return { ok: true, url: await deps.relying.logoutAnswerUrl(tenant, request), forget };
  const url = new URL(upstream);
  url.searchParams.set('state', await sealLogout(deps.vault, scene, request));
  return { ok: true, url: url.href, forget };
}

/** The provider has sent the browser back after its sign-out: on to the party. Null when the state is none of ours. */
export async function logoutReturned(deps: LoginDeps, scene: Scene, state: string): Promise<string | null> {
  const request = await openLogout(deps.vault, scene, state);
  return request === null ? null : deps.relying.logoutAnswerUrl(scene.tenant, request);
}

function nowhereWhenSilent(error: unknown): null {
  if (error instanceof AppError) return null;
  throw error;
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
