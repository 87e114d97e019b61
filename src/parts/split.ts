import type { PartName } from '#contract/settings/parts';
import { recommendedSecondFactor } from '#contract/settings/second-factor';
import { secretRefs } from '#contract/settings/secrets';
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
    { name: 'second-factor', content: canonicalJson(settings.secondFactor) },
    { name: 'portal', content: canonicalJson(settings.portal) },
    ...(settings.jira === null ? [] : [{ name: 'jira' as const, content: canonicalJson(settings.jira) }]),
    ...(settings.notifications === undefined ? [] : [{ name: 'notifications' as const, content: canonicalJson(settings.notifications) }]),
    ...settings.connections.map((connection) => ({ name: `connection:${connection.id}`, content: canonicalJson(connection) })),
    ...settings.parties.map((party) => ({ name: `party:${party.id}`, content: canonicalJson(party) })),
  ];
}

/** Names of the secrets that a document refers to. */
export function secretIds(settings: Settings): string[] {
  return secretRefs(settings).map(({ ref }) => ref.secret);
}

/** Puts a document together again from its plain parts; the caller checks it against the schema. */
export function joinParts(parts: readonly PlainPart[]): unknown {
  const read = (name: PartName): unknown => {
    const found = parts.find((part) => part.name === name);
    return found === undefined ? null : JSON.parse(found.content);
  };
  const readAll = (kind: 'connection' | 'party') =>
    parts.filter((part) => part.name.startsWith(`${kind}:`)).map((part) => JSON.parse(part.content) as unknown);
  const notifications = read('notifications');
  return {
    connections: readAll('connection'),
    parties: readAll('party'),
    policy: read('policy'),
    // What was saved before there was such a part has none.
    secondFactor: read('second-factor') ?? recommendedSecondFactor,
    portal: read('portal'),
    jira: read('jira'),
    ...(notifications === null ? {} : { notifications }),
  };
}
