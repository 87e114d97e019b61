import type { Settings } from '#contract/settings/snapshot';
import { canonicalJson } from '../../settings/canonical.ts';

/** What is different between two settings, a line each, for the person who applies a file. Never a secret. */
export function changesBetween(before: Settings, after: Settings): string[] {
  const beforeIds = before.connections.map((connection) => connection.id);
  const afterIds = after.connections.map((connection) => connection.id);
  const kept = afterIds.filter((id) => beforeIds.includes(id));
  const reordered = canonicalJson(kept) !== canonicalJson(beforeIds.filter((id) => afterIds.includes(id)));
  return [
    ...beforeIds.filter((id) => !afterIds.includes(id)).map((id) => `- connection ${id}`),
    ...afterIds.flatMap((id) => {
      const old = before.connections.find((connection) => connection.id === id);
      const now = after.connections.find((connection) => connection.id === id);
      return old === undefined ? [`+ connection ${id}`] : memberChanges(`connection ${id}`, old, now);
    }),
    ...(reordered ? [`~ order of the connections: ${afterIds.join(', ')}`] : []),
    ...memberChanges('policy', before.policy, after.policy),
    ...memberChanges('portal', before.portal, after.portal),
    ...jiraChanges(before.jira, after.jira),
  ];
}

function jiraChanges(before: Settings['jira'], after: Settings['jira']): string[] {
  if (before === null || after === null) return before === after ? [] : [after === null ? '- jira' : '+ jira'];
  return memberChanges('jira', before, after);
}

function memberChanges(name: string, before: object | undefined, after: object | undefined): string[] {
  const old = new Map(Object.entries(before ?? {}));
  const now = new Map(Object.entries(after ?? {}));
  const different = [...new Set([...old.keys(), ...now.keys()])].filter((key) => !same(old.get(key), now.get(key)));
  return different.length === 0 ? [] : [`~ ${name}: ${different.join(', ')}`];
}

function same(a: unknown, b: unknown): boolean {
  return a === undefined || b === undefined ? a === b : canonicalJson(a) === canonicalJson(b);
}
