/** A YubiKey in software: types codes as the hardware does (YubiKey manual, 6.1), from its description. */
import { createCipheriv, randomBytes } from 'node:crypto';

export interface SoftwareKey {
  readonly publicId: string;
  /** Hexadecimal. */
  readonly privateId: string;
  readonly aesKey: Buffer;
  /** What the key types when it is touched. */
  press(): string;
  /** Taken out and put in again: a new session. */
  replug(): void;
}

const modhex = 'cbdefghijklnrtuv';
const typed = (bytes: Uint8Array) => Array.from(bytes, (byte) => `${modhex.charAt(byte >> 4)}${modhex.charAt(byte & 15)}`).join('');

export function createSoftwareKey(wish: { publicId?: string; session?: number } = {}): SoftwareKey {
  const publicId = wish.publicId ?? typed(randomBytes(6));
  const secret = randomBytes(6);
  const aesKey = randomBytes(16);
  let session = wish.session ?? 1;
  let use = 0;

  return {
    publicId,
    privateId: secret.toString('hex'),
    aesKey,
    press() {
      const block = Buffer.alloc(16);
      secret.copy(block);
      block.writeUInt16LE(session, 6);
      randomBytes(3).copy(block, 8);
      block.writeUInt8(use, 11);
      randomBytes(2).copy(block, 12);
      block.writeUInt16LE(0xffff ^ crc(block.subarray(0, 14)), 14);
      use += 1;
      if (use > 255) [session, use] = [session + 1, 0];
      const cipher = createCipheriv('aes-128-ecb', aesKey, null).setAutoPadding(false);
      return `${publicId}${typed(Buffer.concat([cipher.update(block), cipher.final()]))}`;
    },
    replug() {
      session += 1;
      use = 0;
    },
  };
}

/** CRC-16 of ISO 13239 by its table of one byte. */
function crc(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => (sum >> 8) ^ tableOf((sum ^ byte) & 0xff), 0xffff);
}

const tableOf = (index: number) =>
  Array.from({ length: 8 }).reduce<number>((value) => (value & 1 ? (value >> 1) ^ 0x8408 : value >> 1), index);
