/**
 * The SDK's part of sending SMS. A module of its own, so that others load it when the first message is sent, and with plain
 * imports, because the SDK is CommonJS: bundled and loaded by itself it would show no names.
 */
import {
  CheckIfPhoneNumberIsOptedOutCommand,
  GetSMSAttributesCommand,
  type MessageAttributeValue,
  PublishCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import type { AwsAccess } from '../../domain/senders.ts';
import { clientOptions, type Patience } from './access.ts';

/** Every call throws what the SDK throws. */
export interface Sns {
  isOptedOut(number: string, within: Patience): Promise<boolean>;
  /** Gives the id of the message. */
  publish(message: { to: string; text: string; attributes: Record<string, MessageAttributeValue> }, within: Patience): Promise<string>;
  /** Asks for the settings of the account, which is allowed to whoever may send, and changes nothing. */
  attributes(within: Patience): Promise<void>;
  close(): void;
}

export function openSns(access: AwsAccess): Sns {
  const client = new SNSClient(clientOptions(access));
  return {
    async isOptedOut(phoneNumber, within) {
      const { isOptedOut } = await client.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }), within);
      return isOptedOut === true;
    },
    async publish({ to, text, attributes }, within) {
      const { MessageId } = await client.send(
        new PublishCommand({ PhoneNumber: to, Message: text, MessageAttributes: attributes }),
        within,
      );
      return MessageId ?? '';
    },
    async attributes(within) {
      await client.send(new GetSMSAttributesCommand({}), within);
    },
    close: () => client.destroy(),
  };
}
