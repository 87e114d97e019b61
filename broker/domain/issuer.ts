import type { Connection } from '#contract/settings/connection';

/**
 * Are these two the same issuer? Compared as they are written, give or take one closing slash: providers and people differ
 * in it, and discovery puts its path behind either (OpenID Connect Discovery 1.0, section 4.1).
 */
export function isSameIssuer(a: string, b: string): boolean {
  return a.replace(/\/$/, '') === b.replace(/\/$/, '');
}

/**
 * Who speaks through a connection. A subject means something together with it only: a connection that leads to another
 * provider speaks of other people. OAuth 2.0 names no issuer, so there it is the place that tells who somebody is; two
 * providers behind one host are two.
 */
export function issuerOf(connection: Connection): string {
  switch (connection.protocol) {
    case 'oidc':
      return connection.issuer;
    case 'saml':
      return connection.entityId;
    case 'oauth2': {
      const { origin, pathname } = new URL(connection.userInfoUrl);
      return `${origin}${pathname}`;
    }
    case 'email-code':
      return `urn:gatehouse:email-code:${connection.id}`;
    default:
      return connection satisfies never;
  }
}
