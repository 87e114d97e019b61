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
 * provider speaks of other people. OAuth 2.0 names no issuer, so there it is the place that tells who somebody is, to the
 * letter, since realms may be told apart by the query alone, and where in the answer it stands: another member holds other
 * names, and one that people choose themselves must not meet what was bound by one that they keep.
 */
export function issuerOf(connection: Connection): string {
  switch (connection.protocol) {
    case 'oidc':
      return connection.issuer;
    case 'saml':
      return connection.entityId;
    case 'oauth2': {
      const { origin, pathname, search } = new URL(connection.userInfoUrl);
      return `${origin}${pathname}${search}#${connection.subject}`;
    }
    case 'email-code':
      return `urn:gatehouse:email-code:${connection.id}`;
    default:
      return connection satisfies never;
  }
}
