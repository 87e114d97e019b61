import { buildBundle, startBrokerUnderTest } from './broker-under-test.ts';
import { type Row, rounded } from './row.ts';

const starts = 5;
const settleMs = 3_000;
const rssGoalMb = 120;
const startGoalMs = 600;

/** Idle memory and cold start of the bundle, each broker on a fresh database; best of five. */
export async function benchProcess(): Promise<readonly Row[]> {
  buildBundle();
  const wall: number[] = [];
  const rss: number[] = [];
  for (let round = 0; round < starts; round += 1) {
    const broker = await startBrokerUnderTest();
    wall.push(broker.startMs);
    if (round < 2) {
      await new Promise((done) => setTimeout(done, settleMs));
      rss.push(broker.rssMb());
    }
    await broker.stop();
  }
  const memory = rounded(Math.min(...rss));
  const start = rounded(Math.min(...wall));
  return [
    { name: 'broker.rss.idle', unit: 'MB', value: memory, against: null, ratio: null, goal: `<= ${rssGoalMb} MB`, ok: memory <= rssGoalMb },
    {
      name: 'broker.start.wall',
      unit: 'ms',
      value: start,
      against: null,
      ratio: null,
      goal: `<= ${startGoalMs} ms`,
      ok: start <= startGoalMs,
    },
  ];
}
