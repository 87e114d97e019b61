import type { SecretRef } from '#contract/settings/common';
import type { Connection } from '#contract/settings/connection';
import type { Settings } from '#contract/settings/snapshot';

/** The secret of a connection, where its protocol has one. */
export function connectionSecret(connection: Connection): SecretRef | null {
  return 'clientSecret' in connection ? connection.clientSecret : null;
}

/**
 * Who gets to see the secret of such a connection; null where there is none. A stored secret is kept only while this stays
 * the same: with another address it would be sent to whoever runs that one.
 */
export function secretReceiver(connection: SecretAddresses): string | null {
  switch (connection.protocol) {
    case 'oidc':
      return JSON.stringify([connection.issuer, connection.endpoints?.token ?? null]);
    case 'oauth2':
      return connection.tokenUrl;
    case 'saml':
    case 'email-code':
      return null;
    default:
      return connection satisfies never;
  }
}

type SecretAddresses =
  | { readonly protocol: 'oidc'; readonly issuer: string; readonly endpoints: { readonly token: string } | null }
  | { readonly protocol: 'oauth2'; readonly tokenUrl: string }
  | { readonly protocol: 'saml' | 'email-code' };

/** Every reference to a secret in a settings document, in document order, with its place (JSON Pointer). */
export function secretRefs(settings: Settings): readonly { readonly path: string; readonly ref: SecretRef }[] {
  const found = settings.connections.flatMap((connection, index) => {
    const ref = connectionSecret(connection);
    return ref === null ? [] : [{ path: `/connections/${index}/clientSecret`, ref }];
  });
  if (settings.jira?.kind === 'api-token') found.push({ path: '/jira/token', ref: settings.jira.token });
  return found;
}
