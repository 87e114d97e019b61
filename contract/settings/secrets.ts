import type { SecretRef } from '#contract/settings/common';
import type { Connection } from '#contract/settings/connection';
import type { Settings } from '#contract/settings/snapshot';

/** The secret of a connection, where its protocol has one. */
export function connectionSecret(connection: Connection): SecretRef | null {
  return 'clientSecret' in connection ? connection.clientSecret : null;
}

/** Every reference to a secret in a settings document, in document order, with its place (JSON Pointer). */
export function secretRefs(settings: Settings): readonly { readonly path: string; readonly ref: SecretRef }[] {
  const found = settings.connections.flatMap((connection, index) => {
    const ref = connectionSecret(connection);
    return ref === null ? [] : [{ path: `/connections/${index}/clientSecret`, ref }];
  });
  if (settings.jira?.kind === 'api-token') found.push({ path: '/jira/token', ref: settings.jira.token });
  return found;
}
