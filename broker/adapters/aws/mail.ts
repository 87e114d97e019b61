import type { Log } from '../../domain/ports/log.ts';
import type { Mail, Mailer, MailRefusal } from '../../domain/ports/mailer.ts';
import type { AwsAccess } from '../../domain/senders.ts';
import { type Attempt, createDeliveries } from '../mail/deliveries.ts';
import { composeMail } from '../smtp/compose-mail.ts';
import { withinPatience } from './access.ts';
import { awsWord, commonFault, plainName } from './faults.ts';
import type { Ses } from './ses.ts';

/** Sends through Amazon SES, version 1 of its interface. Needs ses:SendRawEmail and ses:GetSendQuota. */
export function createSesMailer(deps: { access: AwsAccess; from: string; configurationSet: string | null; log: Log }): Mailer {
  const { access, from, configurationSet } = deps;
  let opened: Promise<Ses> | null = null;

  /** The SDK is loaded when the first message is sent: most brokers send none. */
  const open = () => (opened ??= import('./ses.ts').then(({ openSes }) => openSes(access)));

  async function attempt(mail: Mail): Promise<Attempt> {
    try {
      const [ses, raw] = await Promise.all([open(), composeMail(mail, from)]);
      await ses.send({ from, to: mail.to, raw, configurationSet }, withinPatience(access));
      return { sent: true };
    } catch (error) {
      return { sent: false, because: mailFault(error), word: awsWord(error) };
    }
  }
  const { deliver, send, settled } = createDeliveries({ attempt, log: deps.log });

  return {
    deliver,
    send,
    async problem() {
      try {
        const ses = await open();
        await ses.quota(withinPatience(access));
        return null;
      } catch (error) {
        return awsWord(error);
      }
    },
    async close() {
      await settled();
      if (opened !== null) (await opened).close();
    },
  };
}

function mailFault(error: unknown): MailRefusal {
  const common = commonFault(error);
  if (common !== null) return common;
  const name = plainName(error);
  if (name === 'InvalidParameterValue') return 'invalid-address';
  if (name === 'MessageRejected') return 'rejected';
  return ofOurs.has(name) ? 'not-allowed' : 'unavailable';
}

const ofOurs = new Set([
  'MailFromDomainNotVerified',
  'ConfigurationSetDoesNotExist',
  'ConfigurationSetSendingPaused',
  'AccountSendingPaused',
]);
