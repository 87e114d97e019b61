import type { EpochMs, TenantId } from './brands.ts';
import type { RateStore } from './ports/stores/rate-store.ts';
import { takeAll } from './sent-code-counting.ts';
import {
  budgetWarning,
  type Conversion,
  conversion,
  isPaidFor,
  isSuspicious,
  type SmsCounted,
  type SmsLimit,
  smsCaps,
} from './sms-limits.ts';

/** What administrators are to be told, each once a day: each comes to one broker alone. */
export type SmsAlarm = 'budget-low' | 'budget-spent' | 'set-ups-spent' | 'country-paused';

export type SmsAllowance =
  | { readonly allowed: true; readonly alarm: SmsAlarm | null }
  | { readonly allowed: false; readonly because: SmsLimit | 'country-paused'; readonly alarm: SmsAlarm | null };

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
