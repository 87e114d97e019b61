import { expect, test } from '@jest/globals';
import { type SmsAlarmValues, senderTexts, smsAlarmMails } from '#contract/messages/en/senders';
import type { MailRefusal } from '../../../broker/domain/ports/mailer.ts';
import type { OtpVerdict } from '../../../broker/domain/ports/otp-validation.ts';
import type { PushOutcome } from '../../../broker/domain/ports/push-service.ts';
import type { SmsRefusal } from '../../../broker/domain/ports/sms-sender.ts';
import type { SmsAlarm } from '../../../broker/domain/sms-counting.ts';

type Because<Outcome> = Outcome extends { readonly because: infer Reason extends string } ? Reason : never;

/** The type check of this is the test: an outcome without words, or words for none, do not compile. */
const complete = {
  sms: senderTexts.sms satisfies Record<SmsRefusal | 'sent', string>,
  mail: senderTexts.mail satisfies Record<MailRefusal | 'sent', string>,
  push: senderTexts.push satisfies Record<Because<PushOutcome> | 'sent', string>,
  otp: senderTexts.otp satisfies Record<Because<OtpVerdict> | 'valid', string>,
};

test('every outcome has words that say what to do', () => {
  for (const texts of Object.values(complete)) for (const text of Object.values(texts)) expect(text).toMatch(/^[A-Z].+\.$/);
});

const alarms = smsAlarmMails satisfies Record<SmsAlarm, (values: SmsAlarmValues) => { subject: string; text: string }>;

test('no name of a site can write a line of its own', () => {
  const { subject, text } = alarms['budget-low']({ site: 'Acme\r\nBcc: all@kestrel.example', perDay: 200, country: 'NO' });
  expect(subject + text).not.toMatch(/\r|\nBcc/);
});

test('every alarm is a message that names the site and says what to do', () => {
  for (const mail of Object.values(alarms)) {
    const { subject, text } = mail({ site: 'Acme Help', perDay: 200, country: 'NO' });
    expect(subject).toMatch(/^Acme Help: /);
    expect(text).toMatch(/other second factors go on working.*Second factor.*\.\n$/s);
  }
});
