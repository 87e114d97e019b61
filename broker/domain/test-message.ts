import { senderTestTexts as words } from '#contract/messages/en/sender-test';
import { senderTexts } from '#contract/messages/en/senders';
import type { CountedSmsOutcome } from './counted-sms.ts';
import { type Phone, readPhone } from './phone.ts';
import type { SenderParts } from './ports/sender-parts.ts';
import type { SmsRefusal, SmsSender } from './ports/sms-sender.ts';

/** What came of a test, in words for whoever runs the broker or administers a tenant. */
export interface TestOutcome {
  readonly ok: boolean;
  readonly told: string;
}

/** One message by the way that people get their codes. It says nothing of anybody. */
export async function sendTestMail({ mailer }: Pick<SenderParts, 'mailer'>, to: string): Promise<TestOutcome> {
  if (mailer === null) return { ok: false, told: words.missing.mail };
  // One plain address: a comma or an angle bracket would be more than one, or something else.
  if (!/^[^\s@,;<>"()]+@[^\s@,;<>"()]+$/.test(to)) return { ok: false, told: words.address };
  const outcome = await mailer.send({ to, subject: words.subject, text: `${words.message}\n` });
  return { ok: outcome.sent, told: senderTexts.mail[outcome.sent ? 'sent' : outcome.because] };
}

/** The same to a number, which must be a mobile one of these countries. `send`: where what is sent has to be counted. */
export async function sendTestSms(
  { sms }: Pick<SenderParts, 'sms'>,
  typed: string,
  countries: readonly string[],
  send: (sms: SmsSender, message: { readonly phone: Phone; readonly text: string }) => Promise<CountedSmsOutcome> = (
    sender,
    { phone, text },
  ) => sender.send({ to: phone.number, text }),
): Promise<TestOutcome> {
  if (sms === null) return { ok: false, told: words.missing.sms };
  const reading = await readPhone(typed, { countries, voip: false });
  if (!reading.ok) return { ok: false, told: words.phone[reading.because] };
  const outcome = await send(sms, { phone: reading.phone, text: words.message });
  if (outcome.sent) return { ok: true, told: senderTexts.sms.sent };
  return { ok: false, told: isRefusalOfService(outcome.because) ? senderTexts.sms[outcome.because] : words.limit };
}

const isRefusalOfService = (because: string): because is SmsRefusal => Object.hasOwn(senderTexts.sms, because);
