import type { RequestType, RequestTypeGroup } from '../../domain/jira.ts';
import type { EnteredDesk } from './desk-access.ts';
import { isNumericId } from './ids.ts';
import { absent, allow, type Verdict } from './verdict.ts';

export interface TypesOfGroup {
  readonly group: RequestTypeGroup;
  readonly types: readonly RequestType[];
}

/** R3 for a portal page: creatable types under their groups, in the desk's order; a type without a group is not shown. */
export function groupedTypes(entered: EnteredDesk, groups: readonly RequestTypeGroup[]): TypesOfGroup[] {
  return groups
    .map((group) => ({ group, types: entered.creatable.filter((type) => type.groupIds.includes(group.id)) }))
    .filter((entry) => entry.types.length > 0);
}

/** R3 for one type: creatable by this customer, in a group, of this desk. */
export function openType(entered: EnteredDesk, groups: readonly RequestTypeGroup[], typeId: string): Verdict<RequestType> {
  if (!isNumericId(typeId)) return absent('R3: not a request type id');
  const type = entered.creatable.find((candidate) => candidate.id === typeId);
  if (type === undefined) return absent('R3: may not create this type here');
  if (!groups.some((group) => type.groupIds.includes(group.id))) return absent('R3: the type is in no group');
  return allow(type, 'R3: creatable and in a group');
}
