import type { SecretRef } from '#contract/settings/common';
import type { Settings } from '#contract/settings/snapshot';

/** Every reference to a secret in a settings document, in document order, with its place (JSON Pointer). */
export function secretRefs(settings: Settings): readonly { readonly path: string; readonly ref: SecretRef }[] {
  const found = settings.connections.map((connection, index) => ({
    path: `/connections/${index}/clientSecret`,
    ref: connection.clientSecret,
  }));
  if (settings.jira?.kind === 'api-token') found.push({ path: '/jira/token', ref: settings.jira.token });
  return found;
}
