import { undoMs } from '../storage/keys';
import type { Current } from '../storage/load';
import type { Deleted, RevisionRecord } from '../storage/record';

type Kind = Deleted['kind'];

/** The list of what can be brought back with `deleted` added; what had the same name before is gone for good. */
export function withDeleted({ record }: Current, deleted: Deleted): Deleted[] {
  return [...without(record, deleted.kind, deleted.id), deleted];
}

/** The list without this one: it was brought back. */
export function without(record: RevisionRecord | null, kind: Kind, id: string): Deleted[] {
  return (record?.deleted ?? []).filter((deleted) => deleted.kind !== kind || deleted.id !== id);
}

/** What was deleted and can still be brought back, or null. `now` in epoch milliseconds. */
export function findDeleted({ record }: Current, kind: Kind, id: string, now: number): Deleted | null {
  return record?.deleted.find((deleted) => deleted.kind === kind && deleted.id === id && now - deleted.at < undoMs) ?? null;
}
