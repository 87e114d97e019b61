import type { Settings } from '#contract/settings/snapshot';
import { canonicalJson } from '../../settings/canonical.ts';

/** What is different between two settings, a line each, for the person who applies a file. Never a secret. */
export function changesBetween(before: Settings, after: Settings): string[] {
  return [
    ...listChanges('connection', before.connections, after.connections),
    ...listChanges('application', before.parties, after.parties),
    ...memberChanges('policy', before.policy, after.policy),
    ...memberChanges('portal', before.portal, after.portal),
    ...jiraChanges(before.jira, after.jira),
  ];
}

type Named = { readonly id: string };

function listChanges(kind: 'connection' | 'application', before: readonly Named[], after: readonly Named[]): string[] {
  const beforeIds = before.map(({ id }) => id);
  const afterIds = after.map(({ id }) => id);
  const kept = afterIds.filter((id) => beforeIds.includes(id));
  const reordered = canonicalJson(kept) !== canonicalJson(beforeIds.filter((id) => afterIds.includes(id)));
  return [
    ...beforeIds.filter((id) => !afterIds.includes(id)).map((id) => `- ${kind} ${id}`),
    ...after.flatMap((now) => {
      const old = before.find(({ id }) => id === now.id);
      return old === undefined ? [`+ ${kind} ${now.id}`] : memberChanges(`${kind} ${now.id}`, old, now);
    }),
    ...(reordered ? [`~ order of the ${kind}s: ${afterIds.join(', ')}`] : []),
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
