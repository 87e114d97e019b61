import { Secret } from '../../../broker/domain/secret.ts';
import type { AwsAccess } from '../../../broker/domain/senders.ts';
import type { AwsAccount } from '../../../sandbox/aws/sigv4.ts';
import { createWireServer, type Receiver } from '../../../sandbox/wire.ts';

/** The account of the stand-ins, as AWS knows it. */
export const account: AwsAccount = {
  region: 'eu-north-1',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: null,
};

/** The same account, as a broker knows it. */
export function accessTo(endpoint: string, more: Partial<AwsAccess> = {}): AwsAccess {
  const { region, accessKeyId, secretAccessKey } = account;
  return { region, credentials: { accessKeyId, secretAccessKey: new Secret(secretAccessKey), sessionToken: null }, endpoint, ...more };
}

/** A stand-in at an address of its own, until `close`. */
export async function standIn(receive: Receiver): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createWireServer(receive);
  return { url: `http://127.0.0.1:${await server.listen(0)}`, close: server.close };
}
