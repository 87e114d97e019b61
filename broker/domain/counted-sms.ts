import type { EpochMs } from './brands.ts';
import type { Phone } from './phone.ts';
import type { Marks } from './ports/marks.ts';
import type { AdministratorEvent, Notices } from './ports/notices.ts';
import type { SmsOutcome, SmsSender } from './ports/sms-sender.ts';
import type { RateStore } from './ports/stores/rate-store.ts';
import { noteSms, type SmsAlarm, takeSms } from './sms-counting.ts';
import type { SmsCounted, SmsLimit } from './sms-limits.ts';

export interface CountedSmsDeps {
  readonly sms: SmsSender;
  readonly rates: RateStore;
  readonly marks: Marks;
  readonly notices: Pick<Notices, 'tellAdministrators'>;
}

/** Who has a message sent, and what for. */
export type SmsSenderOfTenant = Pick<SmsCounted, 'purpose' | 'tenant' | 'connection' | 'person' | 'network' | 'perDay'>;

export type CountedSmsOutcome = SmsOutcome | { readonly sent: false; readonly because: SmsLimit | 'country-paused' };

/** Sends one message, if every limit has room for it. Administrators hear of what is spent or paused. */
export async function sendCountedSms(
  { sms, rates, marks, notices }: CountedSmsDeps,
  who: SmsSenderOfTenant,
  { phone, text }: { readonly phone: Phone; readonly text: string },
  now: EpochMs,
): Promise<CountedSmsOutcome> {
  const counted: SmsCounted = {
    ...who,
    number: marks.of('phone-number', phone.number),
    prefix: marks.of('phone-prefix', phone.prefix),
    country: phone.country,
    perDayOfAll: sms.perDay ?? null,
  };
  const allowance = await takeSms(rates, counted, now);
  if (allowance.alarm !== null) notices.tellAdministrators(who.tenant, eventOf(allowance.alarm, phone.country));
  if (!allowance.allowed) return { sent: false, because: allowance.because };
  const outcome = await sms.send({ to: phone.number, text });
  await noteSms(rates, counted, outcome.sent, now);
  return outcome;
}

function eventOf(alarm: SmsAlarm, country: string): AdministratorEvent {
  switch (alarm) {
    case 'budget-low':
      return { kind: 'sms-budget-low' };
    case 'budget-spent':
      return { kind: 'sms-budget-spent' };
    case 'set-ups-spent':
      return { kind: 'sms-set-ups-spent' };
    case 'country-paused':
      return { kind: 'sms-country-paused', country };
    default:
      return alarm satisfies never;
  }
}
