import { senderTestTexts } from '#contract/messages/en/sender-test';
import { senderTexts } from '#contract/messages/en/senders';
import type { SenderParts } from '../../domain/ports/sender-parts.ts';
import { sendTestMail, sendTestSms, type TestOutcome } from '../../domain/test-message.ts';
import { readYubicoOtp } from '../../domain/yubico-otp.ts';
import { type Command, UsageError } from '../command.ts';
import { type ExitCode, exitCodes } from '../context.ts';
import { withParts } from '../with-parts.ts';

const ways = ['mail', 'sms', 'otp'] as const;
type Way = (typeof ways)[number];

export const senderTest: Command = {
  name: ['sender', 'test'],
  summary: 'Sends one message the way that people get their codes, or has the code of a YubiKey validated, and tells how that went.',
  words: ['WAY', 'WHAT'],
  options: {
    country: { type: 'string', value: 'XX', text: 'For sms: the country of the number, by its two letters.' },
  },
  examples: [
    'gatehouse sender test mail ada@example.com',
    "gatehouse sender test sms '+47 406 12 345' --country NO",
    'gatehouse sender test otp cccccccccccbcbdefghijklnrtuvcbdefghijklnrtuv',
  ],
  async run({ words: [way = '', what = ''], text }, context) {
    if (!isWay(way)) throw new UsageError(`WAY is one of: ${ways.join(', ')}`);
    const country = text('country');
    if ((way === 'sms') !== (country !== null)) throw new UsageError('--country XX belongs to sms, and to nothing else');
    return withParts(context, async ({ senders }): Promise<ExitCode> => {
      const { ok, told } = await send(senders, way, what, country ?? '');
      if (ok) context.out(told);
      else context.err(told);
      return ok ? exitCodes.done : exitCodes.failed;
    });
  },
};

async function send(senders: SenderParts, way: Way, what: string, country: string): Promise<TestOutcome> {
  switch (way) {
    case 'mail':
      return sendTestMail(senders, what);
    case 'sms':
      return sendTestSms(senders, what, [country]);
    case 'otp': {
      const { otp } = senders;
      if (otp === null) return { ok: false, told: senderTestTexts.missing.otp };
      const code = readYubicoOtp(what);
      if (code === null)
        return { ok: false, told: 'This is no code of a YubiKey: 32 signs and its public id before them, touched into the line.' };
      const verdict = await otp.validate(code);
      return { ok: verdict.valid, told: senderTexts.otp[verdict.valid ? 'valid' : verdict.because] };
    }
    default:
      return way satisfies never;
  }
}

const isWay = (text: string): text is Way => (ways as readonly string[]).includes(text);
