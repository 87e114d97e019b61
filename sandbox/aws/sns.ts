/** Amazon SNS as far as it sends SMS: as strict as its documentation says it is. Nothing leaves the machine. */
import { randomUUID } from 'node:crypto';
import type { Receiver } from '../wire.ts';
import { type AwsFields, createAwsReceiver } from './query.ts';
import type { AwsAccount, AwsFault } from './sigv4.ts';

/** A text message that was accepted. */
export interface AcceptedSms {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  /** Values of the message attributes, by name. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Sns {
  readonly receive: Receiver;
  readonly accepted: readonly AcceptedSms[];
  /** Taken over like all others, and never delivered. */
  readonly dropped: readonly AcceptedSms[];
  readonly calls: readonly string[];
  failNext(fault: AwsFault, times?: number): void;
  /** The owner of a number has answered STOP. */
  optOut(number: string): void;
  /** And START. */
  optIn(number: string): void;
  isOptedOut(number: string): boolean;
  /** The account is in the sandbox of SNS: only these numbers get anything. Null: it is not. */
  onlyTo(numbers: readonly string[] | null): void;
}

/** Answers of the real service that a test wants to see. */
export const snsFaults = {
  throttled: { status: 400, code: 'Throttling', message: 'Rate exceeded' },
  notAuthorized: { status: 403, code: 'AuthorizationError', message: 'User is not authorized to perform: SNS:Publish' },
  internal: { status: 500, code: 'InternalError', message: 'Internal failure' },
} as const satisfies Record<string, AwsFault>;

const longestMessage = 1600;
const shapes: Readonly<Record<string, RegExp>> = {
  'AWS.SNS.SMS.SMSType': /^(Promotional|Transactional)$/,
  'AWS.SNS.SMS.SenderID': /^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/,
  'AWS.SNS.SMS.MaxPrice': /^\d+(\.\d+)?$/,
  'AWS.MM.SMS.OriginationNumber': /^\+?\d{5,14}$/,
};

export function createSns(wish: { account: AwsAccount; now?: () => number; onSms?: (sms: AcceptedSms) => void }): Sns {
  const accepted: AcceptedSms[] = [];
  const dropped: AcceptedSms[] = [];
  const optedOut = new Set<string>();
  let destinations: ReadonlySet<string> | null = null;

  function publish(fields: AwsFields): { result: string } | AwsFault {
    const to = fields.get('PhoneNumber');
    if (to === undefined || fields.has('TopicArn') || fields.has('TargetArn'))
      return invalid('Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter');
    if (!isE164(to)) return invalid(`Invalid parameter: PhoneNumber Reason: ${to} is not valid to publish to`);
    const text = fields.get('Message') ?? '';
    if (text === '' || Buffer.byteLength(text) > longestMessage) return invalid('Invalid parameter: Message Reason: empty or too long');
    const attributes = attributesOf(fields);
    if ('code' in attributes) return attributes;
    if (destinations !== null && !destinations.has(to))
      return { status: 400, code: 'UserError', message: 'The phone number is not verified in the SMS sandbox' };
    const sms: AcceptedSms = { id: randomUUID(), to, text, attributes: attributes.values };
    // The real one says so too, and drops the message later.
    if (optedOut.has(to)) dropped.push(sms);
    else {
      accepted.push(sms);
      wish.onSms?.(sms);
    }
    return { result: `<MessageId>${sms.id}</MessageId>` };
  }

  const receiver = createAwsReceiver(
    {
      name: 'sns',
      version: '2010-03-31',
      namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
      actions: {
        Publish: publish,
        CheckIfPhoneNumberIsOptedOut(fields) {
          const number = fields.get('phoneNumber') ?? '';
          if (!isE164(number)) return invalid(`Invalid parameter: phoneNumber Reason: ${number} is not valid`);
          return { result: `<isOptedOut>${optedOut.has(number)}</isOptedOut>` };
        },
        GetSMSAttributes: () => ({
          result: '<attributes><entry><key>MonthlySpendLimit</key><value>1</value></entry></attributes>',
        }),
      },
    },
    wish.account,
    wish.now ?? Date.now,
  );
  return {
    ...receiver,
    accepted,
    dropped,
    optOut: (number) => void optedOut.add(number),
    optIn: (number) => void optedOut.delete(number),
    isOptedOut: (number) => optedOut.has(number),
    onlyTo(numbers) {
      destinations = numbers && new Set(numbers);
    },
  };
}

/** ITU-T E.164: at most 15 digits. */
const isE164 = (number: string) => /^\+[1-9]\d{6,14}$/.test(number);

/** `MessageAttributes.entry.N.Name` and its value; a fault for one that the service would not take. */
function attributesOf(fields: AwsFields): { readonly values: Record<string, string> } | AwsFault {
  const values: Record<string, string> = {};
  for (let index = 1; fields.has(`MessageAttributes.entry.${index}.Name`); index += 1) {
    const at = `MessageAttributes.entry.${index}`;
    const name = fields.get(`${at}.Name`) ?? '';
    const type = fields.get(`${at}.Value.DataType`);
    const value = fields.get(`${at}.Value.StringValue`) ?? '';
    const wanted = name === 'AWS.SNS.SMS.MaxPrice' ? 'Number' : 'String';
    if (type !== wanted || shapes[name]?.test(value) !== true || name in values)
      return { status: 400, code: 'ParameterValueInvalid', message: `The value of message attribute ${name} is invalid` };
    values[name] = value;
  }
  return { values };
}

const invalid = (message: string): AwsFault => ({ status: 400, code: 'InvalidParameter', message });
