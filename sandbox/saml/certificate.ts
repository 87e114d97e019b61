import { createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';

/** One value in DER (X.690): its tag, its length, and what is in it. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const rsaWithSha256 = sequence(Buffer.from('06092a864886f70d01010b0500', 'hex'));
const commonName = Buffer.from('0603550403', 'hex');
const time = (at: number) =>
  der(
    0x17,
    Buffer.from(
      `${new Date(at)
        .toISOString()
        .replaceAll(/[-:T]|\.\d+/g, '')
        .slice(2)}`,
    ),
  );

/** A self-signed X.509 certificate of an RSA key, as companies put into their metadata; base64 of its DER. Times are epoch ms. */
export function selfSigned(privateKey: KeyObject, name: string, notBefore: number, notAfter: number): string {
  const serial = Buffer.from(randomBytes(12));
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f);
  const subject = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(name)))));
  const body = sequence(
    der(0xa0, Buffer.from([2, 1, 2])),
    der(0x02, serial),
    rsaWithSha256,
    subject,
    sequence(time(notBefore), time(notAfter)),
    subject,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  return sequence(body, rsaWithSha256, signature).toString('base64');
}
