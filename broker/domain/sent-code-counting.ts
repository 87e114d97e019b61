/** How often somebody is sent a code, whatever carries it. What a text message costs besides is counted in `sms-counting.ts`. */
import type { EpochMs } from './brands.ts';
import type { RateStore } from './ports/stores/rate-store.ts';
import { personCaps, resendAt, rowEndsMs, type SmsCap, type SmsCounted, type SmsLimit } from './sms-limits.ts';

type Person = Pick<SmsCounted, 'tenant' | 'person'>;

/** One out of every cap, or out of none. `spent`: what of the last one is gone. */
export async function takeAll(
  rates: RateStore,
  caps: readonly SmsCap[],
  now: EpochMs,
): Promise<{ readonly over: SmsLimit | null; readonly spent: number }> {
  const taken: SmsCap[] = [];
  let spent = 0;
  for (const cap of caps) {
    spent = await rates.hit(cap.key, cap.windowMs, now);
    taken.push(cap);
    if (spent <= cap.most) continue;
    for (const { key, windowMs } of taken) await rates.giveBack(key, windowMs, now);
    return { over: cap.limit, spent };
  }
  return { over: null, spent };
}

/** Takes one code that is sent to a person in a way that costs nothing; the limit that is reached, or null. */
export async function takeCode(rates: RateStore, at: Person, now: EpochMs): Promise<SmsLimit | null> {
  return (await takeAll(rates, personCaps(at), now)).over;
}

/**
 * Takes the next place in the row of messages to a person, each of which waits longer than the one before. Null while they have to
 * wait; else when the next may be asked for. Of many at once one gets it, at however many brokers.
 */
export async function takePlaceInRow(rates: RateStore, at: Person, way: string, now: EpochMs): Promise<EpochMs | null> {
  const count = await rates.hitInRow(rowKey(at, way), { keepMs: rowEndsMs, pauseMs: (sends) => resendAt(sends, 0) }, now);
  return count === null ? null : resendAt(count, now);
}

/** A code was right: the next one need not wait. */
export async function endRowOfMessages(rates: RateStore, at: Person, way: string): Promise<void> {
  await rates.endRow(rowKey(at, way));
}

const rowKey = ({ tenant, person }: Person, way: string) => JSON.stringify(['code', 'row', way, tenant, person]);
