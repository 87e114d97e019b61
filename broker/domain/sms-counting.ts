import type { EpochMs, TenantId } from './brands.ts';
import type { RateStore } from './ports/stores/rate-store.ts';
import {
  budgetWarning,
  type Conversion,
  conversion,
  isPaidFor,
  isSuspicious,
  personCaps,
  resendAt,
  rowEndsMs,
  type SmsCap,
  type SmsCounted,
  type SmsLimit,
  smsCaps,
} from './sms-limits.ts';

/** What administrators are to be told, each once a day: each comes to one broker alone. */
export type SmsAlarm = 'budget-low' | 'budget-spent' | 'set-ups-spent' | 'country-paused';

export type SmsAllowance =
  | { readonly allowed: true; readonly alarm: SmsAlarm | null }
  | { readonly allowed: false; readonly because: SmsLimit | 'country-paused'; readonly alarm: SmsAlarm | null };

type Person = Pick<SmsCounted, 'tenant' | 'person'>;

/** Whose set-ups are judged: one customer's provider, where nobody types codes, pauses nothing for the others. */
type Country = Pick<SmsCounted, 'tenant' | 'connection' | 'country'>;

/**
 * Takes one message out of every allowance, or none. Requests at the same moment gain nothing, at however many brokers.
 * What came of it is for `noteSms`. Throws when the counts cannot be had; then nothing may be sent.
 */
export async function takeSms(rates: RateStore, counted: SmsCounted, now: EpochMs): Promise<SmsAllowance> {
  const { tenant, perDay, purpose } = counted;
  const pause = purpose === 'set-up' ? await pauseOf(rates, counted, now) : null;
  if (pause !== null) return { allowed: false, because: 'country-paused', alarm: pause === 'new' ? 'country-paused' : null };
  const { over, spent } = await takeAll(rates, smsCaps(counted), now);
  if (over !== null) {
    const alarm = alarmOf(over);
    return { allowed: false, because: over, alarm: alarm && (await onceADay(rates, tenant, alarm, now)) };
  }
  const isLow = spent >= Math.ceil(perDay * budgetWarning);
  return { allowed: true, alarm: isLow ? await onceADay(rates, tenant, 'budget-low', now) : null };
}

function alarmOf(over: SmsLimit): SmsAlarm | null {
  if (over === 'budget') return 'budget-spent';
  return over === 'set-ups' || over === 'connection-set-ups' ? 'set-ups-spent' : null;
}

/** One out of every cap, or out of none. `spent`: what of the last one is gone. */
async function takeAll(
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

/**
 * What came of a message that `takeSms` allowed at `now`. One that was not sent cost nothing and could not be typed; the
 * person has asked all the same, so that nobody hammers a service which is in trouble.
 */
export async function noteSms(rates: RateStore, counted: SmsCounted, sent: boolean, now: EpochMs): Promise<void> {
  if (!sent) for (const cap of smsCaps(counted).filter(isPaidFor)) await rates.giveBack(cap.key, cap.windowMs, now);
  else if (counted.purpose === 'set-up') await rates.hit(slotKey('sent', counted, now), conversion.keptMs, now);
}

/** A code that was sent at `sentAt` to set a number up was typed by somebody. */
export async function noteSmsVerified(rates: RateStore, at: Country, sentAt: EpochMs): Promise<void> {
  await rates.hit(slotKey('verified', at, sentAt), conversion.keptMs, sentAt);
}

async function onceADay(rates: RateStore, tenant: TenantId, alarm: SmsAlarm, now: EpochMs): Promise<SmsAlarm | null> {
  return (await rates.hit(JSON.stringify(['sms', 'alarm', alarm, tenant]), conversion.keptMs, now)) === 1 ? alarm : null;
}

/** Null: nothing is wrong with the country. Judged by the first set-up of every slot; a pause lasts for the day. */
async function pauseOf(rates: RateStore, at: Country, now: EpochMs): Promise<'new' | 'known' | null> {
  const paused = keyOf('paused', at);
  if ((await rates.hits(paused, conversion.keptMs, now)) > 0) return 'known';
  if ((await rates.hit(keyOf('judged', at), conversion.slotMs, now)) > 1) return null;
  if (!isSuspicious(await conversionOf(rates, at, now))) return null;
  return (await rates.hit(paused, conversion.keptMs, now)) === 1 ? 'new' : 'known';
}

async function conversionOf(rates: RateStore, at: Country, now: EpochMs): Promise<Conversion> {
  const sum = async (what: 'sent' | 'verified') => {
    const counts = conversion.slotsBack.map((back) => {
      const then = now - back * conversion.slotMs;
      return rates.hits(slotKey(what, at, then), conversion.keptMs, then);
    });
    return (await Promise.all(counts)).reduce((total, count) => total + count, 0);
  };
  return { sent: await sum('sent'), verified: await sum('verified') };
}

const keyOf = (what: string, { tenant, connection, country }: Country, ...more: readonly string[]) =>
  JSON.stringify(['sms', what, tenant, connection, country, ...more]);

const slotKey = (what: 'sent' | 'verified', at: Country, then: EpochMs) => keyOf(what, at, String(Math.floor(then / conversion.slotMs)));
