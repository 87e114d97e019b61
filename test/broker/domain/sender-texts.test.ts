import { expect, test } from '@jest/globals';
import { senderTexts } from '#contract/messages/en/senders';
import type { MailRefusal } from '../../../broker/domain/ports/mailer.ts';
import type { OtpVerdict } from '../../../broker/domain/ports/otp-validation.ts';
import type { PushOutcome } from '../../../broker/domain/ports/push-service.ts';
import type { SmsRefusal } from '../../../broker/domain/ports/sms-sender.ts';

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
