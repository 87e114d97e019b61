import type { SESClient } from '@aws-sdk/client-ses';
import type { Log } from '../../domain/ports/log.ts';
import type { Mail, Mailer, MailRefusal } from '../../domain/ports/mailer.ts';
import type { AwsAccess } from '../../domain/senders.ts';
import { type Attempt, createDeliveries } from '../mail/deliveries.ts';
import { composeMail } from '../smtp/compose-mail.ts';
import { clientOptions, withinPatience } from './access.ts';
import { awsWord, commonFault, plainName } from './faults.ts';

interface Opened {
  readonly ses: typeof import('@aws-sdk/client-ses');
  readonly client: SESClient;
}

/** Sends through Amazon SES, version 1 of its interface. Needs ses:SendRawEmail and ses:GetSendQuota. */
export function createSesMailer(deps: { access: AwsAccess; from: string; configurationSet: string | null; log: Log }): Mailer {
  let opened: Promise<Opened> | null = null;
  let client: SESClient | null = null;

  /** The SDK is loaded when the first message is sent: most brokers send none. */
  const open = () => (opened ??= load());

  async function load(): Promise<Opened> {
    const ses = await import('@aws-sdk/client-ses');
    client = new ses.SESClient(clientOptions(deps.access));
    return { ses, client };
  }

  async function attempt(mail: Mail): Promise<Attempt> {
    try {
      const [{ ses, client }, raw] = await Promise.all([open(), composeMail(mail, deps.from)]);
      await client.send(
        new ses.SendRawEmailCommand({
          Source: deps.from,
          // Not from the headers: what is in them is no list of receivers.
          Destinations: [mail.to],
          RawMessage: { Data: raw },
          ...(deps.configurationSet === null ? {} : { ConfigurationSetName: deps.configurationSet }),
        }),
        withinPatience(deps.access),
      );
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
        const { ses, client } = await open();
        await client.send(new ses.GetSendQuotaCommand({}), withinPatience(deps.access));
        return null;
      } catch (error) {
        return awsWord(error);
      }
    },
    async close() {
      await settled();
      client?.destroy();
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
