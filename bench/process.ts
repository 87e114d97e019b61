import { preparePlace, startBroker } from './broker-under-test.ts';
import { least } from './measure.ts';
import { boundRow, type Row } from './row.ts';

const starts = 5;
const settleMs = 3_000;
const goals = { rssMb: 120, startMs: 600 };

/** Idle memory and cold start of the bundle, each broker on a fresh database; best of five. */
export async function benchProcess(): Promise<readonly Row[]> {
  const wall: number[] = [];
  const rss: number[] = [];
  for (let round = 0; round < starts; round += 1) {
    const place = await preparePlace();
    const broker = await startBroker(place);
    wall.push(broker.startMs);
    if (round < 2) {
      await new Promise((done) => setTimeout(done, settleMs));
      rss.push(broker.rssMb());
    }
    await broker.stop();
    place.remove();
  }
  return [boundRow('broker.rss.idle', 'MB', least(rss), goals.rssMb), boundRow('broker.start.wall', 'ms', least(wall), goals.startMs)];
}
