/** Amazon SES, version 1 of its interface, as far as it sends: as strict as its documentation says it is. */
import { randomUUID } from 'node:crypto';
import { readMail } from '../mail/read.ts';
import type { Receiver } from '../wire.ts';
import { type AwsFields, createAwsReceiver } from './query.ts';
import type { AwsAccount, AwsFault } from './sigv4.ts';

/** A message that was accepted. */
interface AcceptedMail {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly configurationSet: string | null;
}

export interface Ses {
  readonly receive: Receiver;
  readonly accepted: readonly AcceptedMail[];
  readonly calls: readonly string[];
  failNext(fault: AwsFault, times?: number): void;
  /** The account is in the sandbox of SES: only these addresses get anything. Null: it is not. */
  onlyTo(addresses: readonly string[] | null): void;
}

/** Answers of the real service that a test wants to see. */
export const sesFaults = {
  throttled: { status: 400, code: 'Throttling', message: 'Maximum sending rate exceeded.' },
  accessDenied: { status: 403, code: 'AccessDenied', message: 'User is not authorized to perform ses:SendRawEmail' },
  paused: { status: 400, code: 'AccountSendingPausedException', message: 'Email sending is disabled for your entire account.' },
  unavailable: { status: 503, code: 'ServiceUnavailable', message: 'The service is not available.' },
} as const satisfies Record<string, AwsFault>;

interface Wish {
  readonly account: AwsAccount;
  /** Addresses and domains that may be written in From. */
  readonly identities: readonly string[];
  readonly configurationSets?: readonly string[];
  readonly now?: () => number;
  readonly onMail?: (mail: AcceptedMail) => void;
}

const shapeOfAddress = /^[^\s@<>(),;:"\\[\]]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

export function createSes(wish: Wish): Ses {
  const accepted: AcceptedMail[] = [];
  let recipients: ReadonlySet<string> | null = null;

  const mayBeFrom = (address: string) => wish.identities.includes(address) || wish.identities.includes(address.split('@')[1] ?? '');

  function sendRaw(fields: AwsFields): { result: string } | AwsFault {
    const raw = Buffer.from(fields.get('RawMessage.Data') ?? '', 'base64').toString();
    if (raw === '') return invalid('RawMessage.Data must not be empty');
    const { headers } = readMail(raw);
    if (!headers.has('from') || !headers.has('to')) return invalid('Missing required header From or To');
    const from = fields.get('Source') ?? addressIn(headers.get('from') ?? '');
    const to = destinationsOf(fields);
    if (to.length === 0) to.push(addressIn(headers.get('to') ?? ''));
    const wrong = to.find((address) => !shapeOfAddress.test(address));
    if (wrong !== undefined) return invalid('Invalid domain name or local part of a destination');
    const configurationSet = fields.get('ConfigurationSetName') ?? null;
    if (configurationSet !== null && !wish.configurationSets?.includes(configurationSet))
      return { status: 400, code: 'ConfigurationSetDoesNotExist', message: `Configuration set <${configurationSet}> does not exist.` };
    const unverified = [from, addressIn(headers.get('from') ?? '')].filter((address) => !mayBeFrom(address));
    if (recipients !== null) unverified.push(...to.filter((address) => !recipients?.has(address)));
    if (unverified.length > 0)
      return {
        status: 400,
        code: 'MessageRejected',
        message: `Email address is not verified. The following identities failed the check in region ${wish.account.region.toUpperCase()}: ${unverified.join(', ')}`,
      };
    const mail: AcceptedMail = { id: randomUUID(), from, to, raw, configurationSet };
    accepted.push(mail);
    wish.onMail?.(mail);
    return { result: `<MessageId>${mail.id}</MessageId>` };
  }

  const receiver = createAwsReceiver(
    {
      name: 'ses',
      version: '2010-12-01',
      namespace: 'http://ses.amazonaws.com/doc/2010-12-01/',
      actions: {
        SendRawEmail: sendRaw,
        GetSendQuota: () => ({
          result:
            '<Max24HourSend>200.0</Max24HourSend><MaxSendRate>1.0</MaxSendRate>' +
            `<SentLast24Hours>${accepted.length}.0</SentLast24Hours>`,
        }),
      },
    },
    wish.account,
    wish.now ?? Date.now,
  );
  return {
    ...receiver,
    accepted,
    onlyTo(addresses) {
      recipients = addresses && new Set(addresses);
    },
  };
}

function destinationsOf(fields: AwsFields): string[] {
  const found: string[] = [];
  for (let index = 1; fields.has(`Destinations.member.${index}`); index += 1) found.push(fields.get(`Destinations.member.${index}`) ?? '');
  return found;
}

/** The address of `"Name" <address>`, or the text itself. */
const addressIn = (text: string) => /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text.trim();

const invalid = (message: string): AwsFault => ({ status: 400, code: 'InvalidParameterValue', message });
