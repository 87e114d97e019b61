import { explanationOf, type Row } from './explain.ts';
import type { Heard } from './hear.ts';
import { compare, type Disagreement, type Judgement, type OurReading } from './reading.ts';
import type { Place } from './we-refuse.ts';

/** What a run came to. */
export interface Tally {
  readonly messages: number;
  readonly accepted: number;
  readonly refused: number;
  /** How often each explanation was needed, and where. */
  readonly explained: ReadonlyMap<Row, ReadonlyMap<Place, number>>;
  /** Disagreements that no row explains. There are none. */
  readonly unexplained: readonly Disagreement[];
  /** Messages of which we read something else than was signed. There are none. */
  readonly forged: readonly Judgement[];
}

/** Judges all messages that were heard, by our verdict or by another one. */
export function tally(heard: readonly Heard[], verdict: (heard: Heard) => OurReading = ({ ours }) => ours): Tally {
  const explained = new Map<Row, Map<Place, number>>();
  const unexplained: Disagreement[] = [];
  const forged: Judgement[] = [];
  let accepted = 0;
  for (const each of heard) {
    const judgement = compare(each.message, verdict(each), each.readings);
    if (judgement.ours.ok) accepted += 1;
    if (judgement.isForged) forged.push(judgement);
    for (const found of judgement.disagreements) {
      const row = explanationOf(each.kind, found);
      if (row === null) unexplained.push(found);
      else count(explained, row, `${each.kind}, ${found.library}`);
    }
  }
  return { messages: heard.length, accepted, refused: heard.length - accepted, explained, unexplained, forged };
}

function count(counts: Map<Row, Map<Place, number>>, row: Row, place: Place): void {
  const places = counts.get(row) ?? new Map<Place, number>();
  places.set(place, (places.get(place) ?? 0) + 1);
  counts.set(row, places);
}
