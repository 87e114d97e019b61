import { AppError } from '../../domain/app-error.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { Place } from '../../domain/ports/vault.ts';
import { decrypt, encrypt, nonceLength } from './aes-gcm.ts';
import type { DataKey } from './data-keys.ts';
import { lengthPrefixed } from './lengths.ts';

/** What stands before nonce, ciphertext and tag: the format (one byte) and the key version (four bytes, big-endian). */
const format = 1;
const headBytes = 5;

/**
 * The first bytes of every value sealed under this version. As bytes they sort like the versions, so that a database can
 * tell what is sealed under an older one without opening anything.
 */
export function headOf(version: number): Uint8Array {
  const head = new DataView(new ArrayBuffer(headBytes));
  head.setUint8(0, format);
  head.setUint32(1, version);
  return new Uint8Array(head.buffer);
}

/** The version of the data key that sealed a value. Throws `sealed_value_unreadable` for what is no envelope. */
export function versionOf(place: Place, sealed: Uint8Array): number {
  if (sealed.length < headBytes || sealed[0] !== format) throw unreadable(place, 'format');
  return new DataView(sealed.buffer, sealed.byteOffset, sealed.byteLength).getUint32(1);
}

/** Seals a value for its place under one data key. */
export function sealEnvelope({ version, key }: DataKey, random: Random, place: Place, plain: Uint8Array): Uint8Array {
  const sealed = encrypt(key, random.bytes(nonceLength), additionalData(place, version), plain);
  return new Uint8Array(Buffer.concat([headOf(version), sealed]));
}

/** Opens what was sealed under this data key. Throws `sealed_value_unreadable` for what was changed or moved. */
export function openEnvelope({ version, key }: DataKey, place: Place, sealed: Uint8Array): Uint8Array {
  const plain = decrypt(key, additionalData(place, version), sealed.subarray(headBytes));
  if (plain === null) throw unreadable(place, 'changed-or-moved');
  return plain;
}

function additionalData(place: Place, version: number): Buffer {
  return lengthPrefixed(['gatehouse/sealed/1', place.table, place.tenant, place.row, place.column, String(version)]);
}

function unreadable(place: Place, because: string): AppError {
  const { tenant, table, column } = place;
  return new AppError('sealed_value_unreadable', { details: { tenant, table, column, because } });
}
