import type { Log } from '../../domain/ports/log.ts';
import type { SmsRefusal, SmsSender } from '../../domain/ports/sms-sender.ts';
import type { SmsSettings } from '../../domain/senders.ts';
import { type Patience, withinPatience } from './access.ts';
import { awsWord, commonFault, plainName, sentenceOf } from './faults.ts';
import type { Sns } from './sns.ts';

/** Sends through Amazon SNS. Needs sns:Publish, sns:CheckIfPhoneNumberIsOptedOut and sns:GetSMSAttributes. */
export function createSmsSender({ settings, log }: { settings: SmsSettings; log: Log }): SmsSender {
  const attributes = attributesOf(settings);
  let opened: Promise<Sns> | null = null;

  /** The SDK is loaded when the first message is sent: most brokers send none. */
  const open = () => (opened ??= import('./sns.ts').then(({ openSns }) => openSns(settings.access)));

  function refused(error: unknown, step: string): SmsRefusal {
    const because = smsFault(error);
    log.warn('sms-not-sent', { because, code: awsWord(error), step });
    return because;
  }

  /** Has the owner refused messages? SNS takes those over and drops them, so nothing else tells. A right that is missing keeps nobody out. */
  async function isOptedOut(sns: Sns, number: string, within: Patience): Promise<boolean> {
    try {
      return await sns.isOptedOut(number, within);
    } catch (error) {
      const fault = smsFault(error);
      if (fault !== 'not-allowed' && fault !== 'throttled') throw error;
      log.warn('sms-opt-out-unknown', { because: fault, code: awsWord(error) });
      return false;
    }
  }

  return {
    ...(settings.perDay === null ? {} : { perDay: settings.perDay }),
    async send({ to, text }) {
      const within = withinPatience(settings.access);
      try {
        const sns = await open();
        if (await isOptedOut(sns, to, within)) {
          log.warn('sms-not-sent', { because: 'opted-out', step: 'opt-out' });
          return { sent: false, because: 'opted-out' };
        }
        return { sent: true, id: await sns.publish({ to, text, attributes }, within) };
      } catch (error) {
        return { sent: false, because: refused(error, 'publish') };
      }
    },
    async problem() {
      try {
        const sns = await open();
        await sns.attributes(withinPatience(settings.access));
        return null;
      } catch (error) {
        return refused(error, 'test');
      }
    },
    async close() {
      if (opened !== null) (await opened).close();
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
