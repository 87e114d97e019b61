/** Message encryption for Web Push (RFC 8291) in the content coding aes128gcm (RFC 8188), in one record. */
import { createCipheriv, createECDH, type ECDH, hkdfSync } from 'node:crypto';

const recordSize = 4096;
/** Salt, record size, length of the key id, key id: an uncompressed P-256 point (RFC 8188, 2.1). */
const headerLength = 16 + 4 + 1 + 65;
/** What a payload may have: services take 4,096 bytes, of which the delimiter and the tag are two parts (RFC 8291, 4). */
export const longestPayload = recordSize - headerLength - 1 - 16;

/** Keys of a subscription in bytes. */
export interface ReceiverKeys {
  readonly publicKey: Uint8Array;
  readonly auth: Uint8Array;
}

/** Null for what are no keys: another length, or a point that is not on the curve. */
export function readReceiverKeys(p256dh: string, auth: string): ReceiverKeys | null {
  const keys = { publicKey: bytesOf(p256dh), auth: bytesOf(auth) };
  if (keys.publicKey?.length !== 65 || keys.publicKey[0] !== 4 || keys.auth?.length !== 16) return null;
  try {
    const probe = createECDH('prime256v1');
    probe.generateKeys();
    probe.computeSecret(keys.publicKey);
    return { publicKey: keys.publicKey, auth: keys.auth };
  } catch {
    return null;
  }
}

/** `salt` (16 bytes) and `ephemeral` must be fresh for every message. Throws RangeError for a payload that is too long. */
export function encryptPush(payload: Uint8Array, to: ReceiverKeys, { salt, ephemeral }: { salt: Uint8Array; ephemeral: ECDH }): Uint8Array {
  if (payload.length > longestPayload) throw new RangeError('the payload is too long');
  const ours = ephemeral.getPublicKey();
  const shared = ephemeral.computeSecret(to.publicKey);
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), to.publicKey, ours]);
  const input = new Uint8Array(hkdfSync('sha256', shared, to.auth, keyInfo, 32));
  const key = new Uint8Array(hkdfSync('sha256', input, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = new Uint8Array(hkdfSync('sha256', input, salt, 'Content-Encoding: nonce\0', 12));

  const header = Buffer.alloc(headerLength);
  header.set(salt, 0);
  header.writeUInt32BE(recordSize, 16);
  header.writeUInt8(ours.length, 20);
  header.set(ours, 21);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  // 2 delimits the last record, which is the only one.
  const body = Buffer.concat([cipher.update(payload), cipher.update(Uint8Array.of(2)), cipher.final(), cipher.getAuthTag()]);
  return Buffer.concat([header, body]);
}

/** Base64url without padding, and nothing beside it. */
function bytesOf(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text.replace(/=+$/, '') ? bytes : null;
}
