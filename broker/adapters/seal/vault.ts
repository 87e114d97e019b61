import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import type { TenantId } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { TenantKeyStore } from '../../domain/ports/stores/key-store.ts';
import type { Place, Vault } from '../../domain/ports/vault.ts';
import { decrypt, encrypt, nonceLength } from './aes-gcm.ts';
import { createBoundedMap } from './bounded-map.ts';
import { createDataKeys, type DataKeys } from './data-keys.ts';
import { lengthPrefixed } from './lengths.ts';

/** What stands before nonce, ciphertext and tag: the format (one byte) and the key version (four bytes, big-endian). */
const format = 1;
const headBytes = 5;
const maxPeppers = 20_000;

export interface SealingVault extends Vault {
  /** The same vault for code inside a transaction, with the data keys as that transaction sees them. */
  within(keys: TenantKeyStore): Vault;
}

/**
 * AES-256-GCM under a data key per tenant, wrapped by the master key of 32 bytes. Additional data: table, tenant, row,
 * column, key version. The pepper of fingerprints comes from the master key too, so that a copy of the database
 * matches nobody's name.
 */
export function createVault(deps: { masterKey: Uint8Array; keys: TenantKeyStore; random: Random; clock: Clock }): SealingVault {
  if (deps.masterKey.length !== 32) throw new RangeError('a master key has 32 bytes');
  const fingerprint = createFingerprints(deps.masterKey);

  function over(keys: DataKeys): Vault {
    return {
      async seal(place, plain) {
        const { version, key } = await keys.current(place.tenant);
        const sealed = encrypt(key, deps.random.bytes(nonceLength), additionalData(place, version), plain);
        const envelope = new Uint8Array(headBytes + sealed.length);
        const head = new DataView(envelope.buffer);
        head.setUint8(0, format);
        head.setUint32(1, version);
        envelope.set(sealed, headBytes);
        return envelope;
      },
      async open(place, sealed) {
        if (sealed.length < headBytes || sealed[0] !== format) throw unreadable(place, 'format');
        const version = new DataView(sealed.buffer, sealed.byteOffset, sealed.byteLength).getUint32(1);
        const { key } = await keys.ofVersion(place.tenant, version);
        const plain = decrypt(key, additionalData(place, version), sealed.subarray(headBytes));
        if (plain === null) throw unreadable(place, 'changed-or-moved');
        return plain;
      },
      fingerprint,
    };
  }

  const keys = createDataKeys(deps);
  return { ...over(keys), within: (bound) => over(keys.within(bound)) };
}

function createFingerprints(masterKey: Uint8Array): Vault['fingerprint'] {
  const peppers = createBoundedMap<KeyObject>(maxPeppers);
  function pepperOf(tenant: TenantId, purpose: string): KeyObject {
    const name = `${purpose} ${tenant}`;
    const known = peppers.get(name);
    if (known !== undefined) return known;
    const derived = hkdfSync('sha256', masterKey, '', lengthPrefixed(['gatehouse/pepper/1', tenant, purpose]), 32);
    const pepper = createSecretKey(Buffer.from(derived));
    peppers.set(name, pepper);
    return pepper;
  }
  return async (tenant, purpose, parts) =>
    createHmac('sha256', pepperOf(tenant, purpose)).update(lengthPrefixed(parts)).digest('base64url');
}

function additionalData(place: Place, version: number): Buffer {
  return lengthPrefixed(['gatehouse/sealed/1', place.table, place.tenant, place.row, place.column, String(version)]);
}

function unreadable(place: Place, because: string): AppError {
  const { tenant, table, column } = place;
  return new AppError('sealed_value_unreadable', { details: { tenant, table, column, because } });
}
