import { stringify } from 'yaml';
import type { Connection } from '#contract/settings/connection';
import type { Settings } from '#contract/settings/snapshot';
import type { Snapshot } from '../../domain/snapshot.ts';
import { inSchemaOrder } from './member-order.ts';
import { type FileSecret, FileSettings } from './schema.ts';

/** The settings of a snapshot as a file. It is made from the settings alone; no secret is ever looked at. */
export function exportText(slug: string, snapshot: Snapshot, form: 'yaml' | 'json'): string {
  // Stored settings have their members sorted; people look for the id first.
  const document = inSchemaOrder(FileSettings, toFile(snapshot.settings));
  if (form === 'json') return JSON.stringify(document, null, 2);
  const live = snapshot.revision === null ? 'nothing was ever made live' : `revision ${snapshot.revision}`;
  return [
    `# Settings of "${slug}", ${live}.`,
    '# Secrets are not in here: set the variables that are named, or point to files, before "gatehouse config apply".',
    stringify(document, { lineWidth: 0 }).trimEnd(),
  ].join('\n');
}

export function toFile(settings: Settings): FileSettings {
  const { jira } = settings;
  return {
    ...settings,
    connections: settings.connections.map(connectionToFile),
    jira: jira?.kind === 'api-token' ? { ...jira, token: { env: 'JIRA_API_TOKEN' } } : jira,
  };
}

function connectionToFile(connection: Connection): FileSettings['connections'][number] {
  switch (connection.protocol) {
    case 'oidc':
      return { ...connection, clientSecret: connection.clientSecret && secretOf(connection) };
    case 'oauth2':
      return { ...connection, clientSecret: secretOf(connection) };
    case 'saml':
    case 'email-code':
      return connection;
    default:
      return connection satisfies never;
  }
}

const secretOf = ({ id }: Connection): FileSecret => ({ env: variableFor(id, 'CLIENT_SECRET') });

/** Ids may begin with a digit, variables may not. */
function variableFor(id: string, suffix: string): string {
  const name = `${id.toUpperCase().replaceAll('-', '_')}_${suffix}`;
  return /^\d/.test(name) ? `_${name}` : name;
}
