import { refuse } from '../domain/app-error.ts';
import { isSameIssuer } from '../domain/issuer.ts';
import { findConnection, type Scene } from './deps.ts';
import { type LoginReply, refused } from './reply.ts';

/**
 * A provider's list of applications was clicked (OpenID Connect Core 1.0, section 4). Nothing is proven and nothing begun
 * here: the browser goes to the portal, which asks as always. `target_link_uri` counts only where it leads to the portal.
 */
export function initiate(scene: Scene, id: string, asked: Readonly<Record<string, string>>): LoginReply {
  const connection = findConnection(scene, id);
  if (connection === null || connection.protocol !== 'oidc' || !connection.loginFromProvider)
    return refused(refuse('login_connection_unknown', 'initiate.connection'), 'initiate');
  if (asked.iss === undefined || !isSameIssuer(asked.iss, connection.issuer))
    return refused(refuse('oidc_issuer_mismatch', 'initiate.iss'), 'initiate', connection.id);
  return { kind: 'begin', connection: connection.id, path: pathOf(asked.target_link_uri, scene.tenant.portalOrigin) };
}

function pathOf(target: string | undefined, portalOrigin: string): string {
  const url = target === undefined ? null : URL.parse(target);
  // Two slashes at the front would make a host of the path.
  if (url === null || url.origin !== portalOrigin || url.pathname.startsWith('//')) return '/';
  return `${url.pathname}${url.search}`;
}
