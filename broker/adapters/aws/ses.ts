/** The SDK's part of sending e-mail; a module of its own for the same reasons as `sns.ts`. */
import { GetSendQuotaCommand, SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { AwsAccess } from '../../domain/senders.ts';
import { clientOptions, type Patience } from './access.ts';

/** Every call throws what the SDK throws. */
export interface Ses {
  send(message: { from: string; to: string; raw: Uint8Array; configurationSet: string | null }, within: Patience): Promise<void>;
  quota(within: Patience): Promise<void>;
  close(): void;
}

export function openSes(access: AwsAccess): Ses {
  const client = new SESClient(clientOptions(access));
  return {
    async send({ from, to, raw, configurationSet }, within) {
      const command = new SendRawEmailCommand({
        Source: from,
        // Not from the headers: what is in them is no list of receivers.
        Destinations: [to],
        RawMessage: { Data: raw },
        ...(configurationSet === null ? {} : { ConfigurationSetName: configurationSet }),
      });
      await client.send(command, within);
    },
    async quota(within) {
      await client.send(new GetSendQuotaCommand({}), within);
    },
    close: () => client.destroy(),
  };
}
