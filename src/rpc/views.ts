import type { ConnectionView, JiraView } from '#contract/rpc/admin';
import type { Connection } from '#contract/settings/connection';
import type { JiraCredential } from '#contract/settings/jira';

/** What a page may see of a connection: never the secret, nor the name it is stored under. */
export function connectionView(connection: Connection): ConnectionView {
  const { clientSecret, ...visible } = connection;
  return { ...visible, clientSecretSetAt: clientSecret.setAt };
}

export function jiraView(jira: JiraCredential | null): JiraView | null {
  if (jira === null || jira.kind === 'app-token') return jira;
  const { token, ...visible } = jira;
  return { ...visible, tokenSetAt: token.setAt };
}
