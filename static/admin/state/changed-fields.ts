/**
 * Names of the fields in which two versions of the same thing differ, for the words "changed by somebody else". Fields
 * without a name in `labels` are not part of the form and are left out.
 */
export function changedFields(before: object | null, after: object | null, labels: Readonly<Record<string, string>>): string[] {
  const [one, other] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after ?? {}))];
  return Object.entries(labels)
    .filter(([key]) => JSON.stringify(one.get(key)) !== JSON.stringify(other.get(key)))
    .map(([, label]) => label);
}
