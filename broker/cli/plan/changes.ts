import { Value } from 'typebox/value';
import { SecretRef } from '#contract/settings/common';
import type { Settings } from '#contract/settings/snapshot';
import { canonicalJson } from '../../settings/canonical.ts';

/** One member that is different; `member` is its path: `domains.list`. A secret's value is never here. */
export type MemberChange =
  | { readonly member: string; readonly before: unknown; readonly after: unknown }
  /** Of a list without order. */
  | { readonly member: string; readonly added: readonly unknown[]; readonly removed: readonly unknown[] }
  | { readonly member: string; readonly secret: 'set' | 'changed' | 'removed' };

/** One thing of the settings that is different: a connection or an application by its id, the policy, the second factor, the portal, the Jira credential, who is notified. */
export type Change =
  | { readonly kind: 'added' | 'removed'; readonly what: string; readonly value: unknown }
  | { readonly kind: 'changed'; readonly what: string; readonly members: readonly MemberChange[] }
  | { readonly kind: 'reordered'; readonly what: string; readonly order: readonly string[] };

/** What is different between two settings, in the order of the document. */
export function changesBetween(before: Settings, after: Settings): readonly Change[] {
  return [
    ...listChanges('connection', before.connections, after.connections),
    ...listChanges('application', before.parties, after.parties),
    ...change('policy', before.policy, after.policy),
    ...change('second factor', before.secondFactor, after.secondFactor),
    ...change('portal', before.portal, after.portal),
    ...change('jira', before.jira, after.jira),
    ...change('notifications', before.notifications ?? null, after.notifications ?? null),
  ];
}

/** Of a list whose entries have names and an order that people see. */
function listChanges(kind: string, before: readonly { readonly id: string }[], after: readonly { readonly id: string }[]): Change[] {
  const beforeIds = before.map(({ id }) => id);
  const afterIds = after.map(({ id }) => id);
  const stayed = (ids: readonly string[], others: readonly string[]) => ids.filter((id) => others.includes(id));
  const reordered = !same(stayed(afterIds, beforeIds), stayed(beforeIds, afterIds));
  const find = (list: readonly { readonly id: string }[], id: string) => list.find((entry) => entry.id === id) ?? null;
  return [
    ...[...new Set([...beforeIds, ...afterIds])].flatMap((id) => change(`${kind} ${id}`, find(before, id), find(after, id))),
    ...(reordered ? [{ kind: 'reordered', what: `${kind}s`, order: afterIds } as const] : []),
  ];
}

function change(what: string, before: object | null, after: object | null): Change[] {
  if (before === null || after === null) {
    if (before === after) return [];
    return [{ kind: before === null ? 'added' : 'removed', what, value: masked(before ?? after) }];
  }
  const members = memberChanges(before, after, '');
  return members.length === 0 ? [] : [{ kind: 'changed', what, members }];
}

function memberChanges(before: object, after: object, path: string): MemberChange[] {
  const old = new Map<string, unknown>(Object.entries(before));
  const now = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => valueChanges(old.get(key), now.get(key), `${path}${key}`));
}

function valueChanges(before: unknown, after: unknown, member: string): MemberChange[] {
  if (same(before, after)) return [];
  if (isSecret(before) || isSecret(after)) return [{ member, secret: !isSecret(before) ? 'set' : isSecret(after) ? 'changed' : 'removed' }];
  if (Array.isArray(before) && Array.isArray(after)) {
    const added = after.filter((entry) => !before.some((other) => same(entry, other)));
    const removed = before.filter((entry) => !after.some((other) => same(entry, other)));
    // The same entries in another order.
    if (added.length + removed.length === 0) return [{ member, before, after }];
    return [{ member, added, removed }];
  }
  if (isObject(before) && isObject(after)) return memberChanges(before, after, `${member}.`);
  return [{ member, before: masked(before) ?? null, after: masked(after) ?? null }];
}

function isSecret(value: unknown): boolean {
  return Value.Check(SecretRef, value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value without the names of secrets, which tell nobody anything. */
function masked(value: unknown): unknown {
  if (isSecret(value)) return '(secret)';
  if (Array.isArray(value)) return value.map(masked);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, masked(member)])) : value;
}

/** A member that is not there says what one that is null says. */
function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}
