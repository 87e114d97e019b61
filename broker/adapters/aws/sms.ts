import type { SNSClient } from '@aws-sdk/client-sns';
import type { Log } from '../../domain/ports/log.ts';
import type { SmsRefusal, SmsSender } from '../../domain/ports/sms-sender.ts';
import type { SmsSettings } from '../../domain/senders.ts';
import { clientOptions, withinPatience } from './access.ts';
import { awsWord, commonFault, plainName, sentenceOf } from './faults.ts';

interface Opened {
  readonly sns: typeof import('@aws-sdk/client-sns');
  readonly client: SNSClient;
}

type Patience = ReturnType<typeof withinPatience>;

/** Sends through Amazon SNS. Needs sns:Publish, sns:CheckIfPhoneNumberIsOptedOut and sns:GetSMSAttributes. */
export function createSmsSender(deps: { settings: SmsSettings; log: Log }): SmsSender {
  const { log } = deps;
  const attributes = attributesOf(deps.settings);
  let opened: Promise<Opened> | null = null;
  let client: SNSClient | null = null;

  /** The SDK is loaded when the first message is sent: most brokers send none. */
  const open = () => (opened ??= load());

  async function load(): Promise<Opened> {
    const sns = await import('@aws-sdk/client-sns');
    client = new sns.SNSClient(clientOptions(deps.settings.access));
    return { sns, client };
  }

  function refused(error: unknown, step: string): SmsRefusal {
    const because = smsFault(error);
    log.warn('sms-not-sent', { because, code: awsWord(error), step });
    return because;
  }

  /** Has the owner refused messages? SNS takes those over and drops them, so nothing else tells. A right that is missing keeps nobody out. */
  async function isOptedOut({ sns, client }: Opened, phoneNumber: string, within: Patience): Promise<boolean> {
    try {
      const { isOptedOut } = await client.send(new sns.CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }), within);
      return isOptedOut === true;
    } catch (error) {
      const fault = smsFault(error);
      if (fault !== 'not-allowed' && fault !== 'throttled') throw error;
      log.warn('sms-opt-out-unknown', { because: fault, code: awsWord(error) });
      return false;
    }
  }

  return {
    async send({ to, text }) {
      try {
        const { sns, client } = await open();
        const within = withinPatience(deps.settings.access);
        if (await isOptedOut({ sns, client }, to, within)) {
          log.warn('sms-not-sent', { because: 'opted-out', step: 'opt-out' });
          return { sent: false, because: 'opted-out' };
        }
        const publish = new sns.PublishCommand({ PhoneNumber: to, Message: text, MessageAttributes: attributes });
        const { MessageId } = await client.send(publish, within);
        return { sent: true, id: MessageId ?? '' };
      } catch (error) {
        return { sent: false, because: refused(error, 'publish') };
      }
    },
    async problem() {
      try {
        const { sns, client } = await open();
        await client.send(new sns.GetSMSAttributesCommand({}), withinPatience(deps.settings.access));
        return null;
      } catch (error) {
        return refused(error, 'test');
      }
    },
    async close() {
      client?.destroy();
    },
  };
}

function attributesOf({ senderId, originationNumber, maxPrice }: SmsSettings) {
  const text = (value: string) => ({ DataType: 'String', StringValue: value });
  return {
    // Promotional messages may be dropped or come late.
    'AWS.SNS.SMS.SMSType': text('Transactional'),
    ...(senderId === null ? {} : { 'AWS.SNS.SMS.SenderID': text(senderId) }),
    ...(originationNumber === null ? {} : { 'AWS.MM.SMS.OriginationNumber': text(originationNumber) }),
    ...(maxPrice === null ? {} : { 'AWS.SNS.SMS.MaxPrice': { DataType: 'Number', StringValue: maxPrice } }),
  };
}

/** SNS has one code for every parameter it does not like; only its sentence tells a number from a setting of ours. */
function smsFault(error: unknown): SmsRefusal {
  const common = commonFault(error);
  if (common !== null) return common;
  const name = plainName(error);
  const sentence = sentenceOf(error);
  if (name === 'OptedOut' || (name === 'InvalidParameter' && /opted out/i.test(sentence))) return 'opted-out';
  if (name === 'InvalidParameter' && /phone ?number/i.test(sentence)) return 'invalid-number';
  if (ofOurs.has(name)) return 'not-allowed';
  return 'unavailable';
}

/** `UserError`: the account is still in the sandbox of SNS and the number is not one of its test numbers. */
const ofOurs = new Set(['InvalidParameter', 'InvalidParameterValue', 'ParameterValueInvalid', 'Validation', 'UserError']);
