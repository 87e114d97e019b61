/**
 * Validation of Yubico OTP without any service, for keys whose AES key the operator has: pure. What a code says, whether it
 * is this key's, and whether it is newer than everything before.
 */
import { createDecipheriv } from 'node:crypto';
import { bytesOfModhex, type YubicoOtp } from '../../domain/yubico-otp.ts';

/** What stands in a code (YubiKey manual, 6.1): 16 bytes, encrypted as one block. */
export interface OtpFields {
  /** 6 bytes, hexadecimal. Known to the key and to whoever validates, and to nobody else. */
  readonly privateId: string;
  /** Grows with each session (time that power is switched on) and is kept by the key. 15 bits. */
  readonly session: number;
  /** Grows with each code of a session, from 0. */
  readonly use: number;
}

/** Which code of a key was the last one; the next has to be later. */
export type OtpPosition = Pick<OtpFields, 'session' | 'use'>;

export type LocalVerdict =
  | { readonly valid: true; readonly at: OtpPosition }
  | { readonly valid: false; readonly because: 'bad' | 'replayed' };

const blockSigns = 32;
/** Of the last bit of the session counter: was it typed with caps lock on? It is no part of the count. */
const sessionBits = 0x7fff;
/** What the checksum over all 16 bytes comes to when the block is whole (ISO 13239). */
const wholeBlock = 0xf0b8;

/** Null when this AES key (16 bytes) does not open the code. */
export function openOtp({ text }: YubicoOtp, aesKey: Uint8Array): OtpFields | null {
  const sealed = bytesOfModhex(text.slice(-blockSigns));
  if (sealed === null || sealed.length !== 16 || aesKey.length !== 16) return null;
  // One block of random look: there is nothing to chain and nothing that repeats.
  const decipher = createDecipheriv('aes-128-ecb', aesKey, null).setAutoPadding(false);
  const block = Buffer.concat([decipher.update(sealed), decipher.final()]);
  if (checksum(block) !== wholeBlock) return null;
  return { privateId: block.toString('hex', 0, 6), session: block.readUInt16LE(6) & sessionBits, use: block.readUInt8(11) };
}

/**
 * Is this code of that key, and later than `last` (null: there was none)? A checksum of 16 bits is no proof, the private id
 * is. The position has to be stored in one conditional statement before anybody is let in.
 */
export function judgeOtp(
  otp: YubicoOtp,
  key: { readonly aesKey: Uint8Array; readonly privateId: string; readonly last: OtpPosition | null },
): LocalVerdict {
  const fields = openOtp(otp, key.aesKey);
  if (fields === null || fields.privateId !== key.privateId) return { valid: false, because: 'bad' };
  const at = { session: fields.session, use: fields.use };
  return key.last === null || isLater(at, key.last) ? { valid: true, at } : { valid: false, because: 'replayed' };
}

/** Sessions first, uses within one: `session * 256 + use` in a column orders alike. */
export function isLater(next: OtpPosition, last: OtpPosition): boolean {
  return next.session > last.session || (next.session === last.session && next.use > last.use);
}

/** CRC-16 of ISO 13239, least significant bit first. */
function checksum(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0x8408 : crc >> 1;
  }
  return crc;
}
