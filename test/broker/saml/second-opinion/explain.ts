import type { Disagreement } from './reading.ts';
import { type Looser, type ReadDifference, weAccept, weRead } from './we-accept.ts';
import { type MessageKind, type Stricter, weRefuse } from './we-refuse.ts';

export type Row = Stricter | Looser | ReadDifference;

/** The row of the table that explains a disagreement; null where there is none. */
export function explanationOf(kind: MessageKind, found: Disagreement): Row | null {
  const fits = (row: Row) => row.where.includes(`${kind}, ${found.library}`);
  if (found.kind === 'we refuse') return weRefuse.find((row) => fits(row) && row.code === found.code) ?? null;
  if (found.kind === 'we accept') return weAccept.find((row) => fits(row) && row.holds(found)) ?? null;
  return weRead.find((row) => fits(row) && row.holds(found)) ?? null;
}
