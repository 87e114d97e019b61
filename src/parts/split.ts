import type { Connection } from '#contract/settings/connection';
import type { PartName } from '#contract/settings/parts';
import type { Settings } from '#contract/settings/snapshot';
import { canonicalJson } from './canonical';

export interface PlainPart {
  readonly name: PartName;
  readonly content: string;
}

/** The parts of a settings document that hold no secret, in the order that the manifest of a revision names them. */
export function plainParts(settings: Settings): PlainPart[] {
  return [
    { name: 'policy', content: canonicalJson(settings.policy) },
    { name: 'portal', content: canonicalJson(settings.portal) },
    ...(settings.jira === null ? [] : [{ name: 'jira' as const, content: canonicalJson(settings.jira) }]),
    ...settings.connections.map(connectionPart),
  ];
}

function connectionPart(connection: Connection): PlainPart {
  return { name: `connection:${connection.id}`, content: canonicalJson(connection) };
}

/** Names of the secrets that a document refers to. */
export function secretIds(settings: Settings): string[] {
  const ids = settings.connections.map((connection) => connection.clientSecret.secret);
  if (settings.jira?.kind === 'api-token') ids.push(settings.jira.token.secret);
  return ids;
}

/** Puts a document together again from its plain parts; the caller checks it against the schema. */
export function joinParts(parts: readonly PlainPart[]): unknown {
  const read = (name: PartName): unknown => {
    const found = parts.find((part) => part.name === name);
    return found === undefined ? null : JSON.parse(found.content);
  };
  const connections = parts.filter((part) => part.name.startsWith('connection:')).map((part) => JSON.parse(part.content) as unknown);
  return { connections, policy: read('policy'), portal: read('portal'), jira: read('jira') };
}
