import type { BrokerUnderTest } from '../broker-under-test.ts';
import { type Answer, type Client, unexpected, type Visitor } from '../client.ts';
import { inParallel, least } from '../measure.ts';
import type { Neighbours } from '../neighbours.ts';
import { type Row, ratioRow } from '../row.ts';

const rounds = 5;
const atOnce = 4;
/** A refusal may cost twice what a good message of its size costs at the same door. */
const atMost = 2;

/** What the doors are tried with. */
export interface Street {
  readonly client: Client;
  readonly visitor: Visitor;
  readonly neighbours: Neighbours;
}

/** One kind of message at one door. */
export interface Knock {
  readonly name: string;
  /** Name of the good message that it is held against; null for a good one. */
  readonly against: string | null;
  readonly count?: number;
  /** What only has to be there before the message is sent, such as a login under way: not counted. */
  prepare(count: number): Promise<readonly (() => Promise<unknown>)[]>;
  /** Afterwards everything is as usual again. */
  afterwards?(): Promise<void>;
}

/** CPU of the broker process per message, over HTTP; best of alternating rounds. */
export async function measureKnocks(broker: BrokerUnderTest, knocks: readonly Knock[]): Promise<readonly Row[]> {
  const used = new Map<string, number[]>(knocks.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, count = 60, prepare, afterwards } of knocks) {
      const sends = await prepare(count);
      const before = broker.cpuUs();
      await inParallel(count, atOnce, async (index) => sends[index % sends.length]?.());
      // The first round only warms up.
      if (round > 0) used.get(name)?.push((broker.cpuUs() - before) / count);
      await afterwards?.();
    }
  }
  const costOf = (name: string) => least(used.get(name) ?? []);
  return knocks.flatMap(({ name, against }) =>
    against === null
      ? []
      : [
          ratioRow(
            `refuse.http.${name}`,
            'us',
            { value: costOf(name), against: costOf(against) },
            { atMost, of: `a good message: ${against}` },
          ),
        ],
  );
}

/** The same message again and again, which is refused each time. */
export function refused(send: () => Promise<Answer>): Knock['prepare'] {
  return async () => [
    async () => {
      const answer = await send();
      // A limit on how many may come is not what is measured here.
      if (answer.status < 400 || answer.status >= 500 || answer.status === 429) throw unexpected('not refused', answer);
    },
  ];
}
