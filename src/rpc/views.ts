import type { ConnectionView, JiraView } from '#contract/rpc/admin';
import type { Connection } from '#contract/settings/connection';
import type { JiraCredential } from '#contract/settings/jira';

/** What a page may see of a connection: never the secret, nor the name it is stored under. */
export function connectionView(connection: Connection): ConnectionView {
  switch (connection.protocol) {
    case 'oidc':
    case 'oauth2': {
      const { clientSecret, ...visible } = connection;
      return { ...visible, clientSecretSetAt: clientSecret?.setAt ?? null };
    }
    case 'saml':
    case 'email-code':
      return connection;
    default:
      return connection satisfies never;
  }
}

export function jiraView(jira: JiraCredential | null): JiraView | null {
  if (jira === null || jira.kind === 'app-token') return jira;
  const { token, ...visible } = jira;
  return { ...visible, tokenSetAt: token.setAt };
}
