import { senderTexts } from '#contract/messages/en/senders';
import { type PhoneRefusal, readPhone } from '../../domain/phone.ts';
import type { SenderParts } from '../../domain/ports/sender-parts.ts';
import { readYubicoOtp } from '../../domain/yubico-otp.ts';
import { type Command, UsageError } from '../command.ts';
import { type ExitCode, exitCodes } from '../context.ts';
import { withParts } from '../with-parts.ts';

const ways = ['mail', 'sms', 'otp'] as const;
type Way = (typeof ways)[number];

const missing: Readonly<Record<Way, string>> = {
  mail: 'This broker sends no e-mail: set SMTP_URL and MAIL_FROM, or MAIL_VIA.',
  sms: 'This broker sends no SMS: set SMS_VIA.',
  otp: 'This broker cannot validate codes of YubiKeys: set YUBICO_CLIENT_ID and YUBICO_SECRET_KEY.',
};
const message = 'This is a test of Gatehouse. Nobody has to do anything.';

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

interface Outcome {
  readonly ok: boolean;
  readonly told: string;
}

async function send({ mailer, sms, otp }: SenderParts, way: Way, what: string, country: string): Promise<Outcome> {
  switch (way) {
    case 'mail': {
      if (mailer === null) return { ok: false, told: missing.mail };
      const outcome = await mailer.send({ to: what, subject: 'Gatehouse: test', text: `${message}\n` });
      return { ok: outcome.sent, told: senderTexts.mail[outcome.sent ? 'sent' : outcome.because] };
    }
    case 'sms': {
      if (sms === null) return { ok: false, told: missing.sms };
      const reading = await readPhone(what, { countries: [country], voip: false });
      if (!reading.ok) return { ok: false, told: phoneWords[reading.because] };
      const outcome = await sms.send({ to: reading.phone.number, text: message });
      return { ok: outcome.sent, told: senderTexts.sms[outcome.sent ? 'sent' : outcome.because] };
    }
    case 'otp': {
      if (otp === null) return { ok: false, told: missing.otp };
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

const phoneWords: Readonly<Record<PhoneRefusal, string>> = {
  'not-a-number': 'This is no telephone number of any country.',
  country: 'This number is not of that country.',
  kind: 'This is no mobile number; it gets no messages.',
};

const isWay = (text: string): text is Way => (ways as readonly string[]).includes(text);
