import { type Refusal, refuse } from '../domain/app-error.ts';
import { atHand, connectorFor } from '../domain/connection.ts';
import type { UpstreamEnd } from '../domain/ports/connector.ts';
import { subjectKeyOf, upstreamSidKeyOf } from '../domain/subject-key.ts';
import { mark } from '../domain/upstream-marks.ts';
import { findConnection, type LoginDeps, type Scene } from './deps.ts';
import { noteEnd } from './end-sessions.ts';

/**
 * A provider has signed somebody out and says so by a call of its own (OpenID Connect Back-Channel Logout 1.0, section 2).
 * The sessions end and the token is spent in one transaction: a call that failed half-way can be made again.
 */
export async function backChannelLogout(
  deps: LoginDeps,
  scene: Scene,
  id: string,
  token: string | undefined,
): Promise<{ readonly ok: true; readonly ended: number } | Refusal> {
  const connection = findConnection(scene, id);
  const read = connection && connectorFor(deps.connectors, connection).readLogoutToken;
  if (!connection || !read || !('backChannelLogout' in connection) || !connection.backChannelLogout)
    return refuse('login_connection_unknown', 'back-channel.connection');
  if (token === undefined) return refuse('oidc_logout_token_invalid', 'back-channel.token-missing');
  const end = await read({ ...atHand(scene.tenant, connection, scene.snapshot.secrets), token });
  if (!end.ok) return end;

  const tenant = scene.tenant.id;
  const keys = await keysOf(deps, scene, connection.id, end);
  const { sid, subject } = keys;
  const person = subject === null ? [] : [sid === null ? mark.subject(subject) : mark.subjectUnnamed(subject)];
  const marks = sid === null ? person : [mark.sid(sid), ...person];
  const request = { from: JSON.stringify([connection.id, end.issuer]), id: end.once.id };
  await noteEnd(deps, scene, request, { connection: connection.id, marks });
  return deps.storage.atomically(async ({ once, sessions }) => {
    if (!(await once.consume(tenant, 'logout-token', JSON.stringify([connection.id, end.issuer, end.once.id]), end.once.until)))
      return refuse('oidc_logout_token_used', 'back-channel.jti');
    let ended = 0;
    if (keys.sid !== null) ended += await sessions.endBrokerByUpstreamSid(tenant, connection.id, keys.sid);
    // With a session named, only those of the person's go too that could be the one: whose provider did not name it.
    if (keys.subject !== null)
      ended += await sessions.endBySubject(tenant, connection.id, keys.subject, keys.sid === null ? 'all' : 'unnamed');
    return { ok: true, ended };
  });
}

async function keysOf(deps: LoginDeps, { tenant }: Scene, connection: string, { issuer, subject, sid }: UpstreamEnd) {
  return {
    sid: sid === null ? null : await upstreamSidKeyOf(deps.vault, tenant.id, connection, sid),
    subject: subject === null ? null : await subjectKeyOf(deps.vault, tenant.id, { connection, issuer, subject }),
  };
}
