import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import type { TenantId } from '../../domain/brands.ts';
import type { Random } from '../../domain/ports/random.ts';
import { decrypt, encrypt, nonceLength } from './aes-gcm.ts';
import { lengthPrefixed } from './lengths.ts';

/** What a wrapped key is, so that it opens as nothing else: a data key with its version, a pepper with its purpose. */
export interface WrappedPlace {
  readonly tenant: TenantId;
  readonly kind: 'tenant-key' | 'pepper';
  readonly name: string;
}

export interface Wrapped {
  readonly masterKeyId: string;
  readonly wrapped: Uint8Array;
}

/** The master keys of a broker: the present one wraps and opens, another may stand beside it that only opens. */
export interface MasterKeys {
  readonly presentId: string;
  /** Null: there is only the present one. */
  readonly alsoId: string | null;
  wrap(place: WrappedPlace, plain: Uint8Array): Wrapped;
  /** Throws `key_unavailable`: wrapped by a key that is neither, changed, or moved. */
  unwrap(place: WrappedPlace, row: Wrapped): Uint8Array;
  /**
   * The pepper as it followed from a master key before peppers were stored (HKDF-SHA-256, RFC 5869), which is the value
   * that a tenant's first one has. Throws `key_unavailable` for a master key that is neither.
   */
  pepperFrom(masterKeyId: string, tenant: TenantId, purpose: string): Uint8Array;
  /** The key of pseudonyms that belong to no tenant and need not outlive the present master key. */
  markKey(purpose: string): Uint8Array;
}

interface MasterKey {
  readonly id: string;
  readonly wrapping: KeyObject;
  readonly bytes: Uint8Array;
}

/** Two different master keys of 32 bytes each; throws RangeError for anything else. Nothing but HKDF outputs is used. */
export function createMasterKeys(keys: { present: Uint8Array; also?: Uint8Array | null }, random: Random): MasterKeys {
  const present = masterKeyOf(keys.present);
  const also = keys.also ? masterKeyOf(keys.also) : null;
  if (also?.id === present.id) throw new RangeError('the other master key is the present one');

  function keyOf(id: string, tenant: TenantId): MasterKey {
    if (id === present.id) return present;
    if (id === also?.id) return also;
    throw unavailable(tenant, 'master-key-is-another-one');
  }

  return {
    presentId: present.id,
    alsoId: also?.id ?? null,
    wrap: (place, plain) => ({
      masterKeyId: present.id,
      wrapped: encrypt(present.wrapping, random.bytes(nonceLength), additionalData(place), plain),
    }),
    unwrap(place, { masterKeyId, wrapped }) {
      const plain = decrypt(keyOf(masterKeyId, place.tenant).wrapping, additionalData(place), wrapped);
      if (plain === null) throw unavailable(place.tenant, 'wrapped-key-changed');
      return plain;
    },
    pepperFrom: (masterKeyId, tenant, purpose) =>
      derived(keyOf(masterKeyId, tenant).bytes, lengthPrefixed(['gatehouse/pepper/1', tenant, purpose])),
    markKey: (purpose) => derived(present.bytes, lengthPrefixed(['gatehouse/mark/1', purpose])),
  };
}

function masterKeyOf(bytes: Uint8Array): MasterKey {
  if (bytes.length !== 32) throw new RangeError('a master key has 32 bytes');
  return {
    id: createHash('sha256').update(derived(bytes, 'gatehouse/id/1')).digest('base64url').slice(0, 22),
    wrapping: createSecretKey(derived(bytes, 'gatehouse/wrap/1')),
    bytes,
  };
}

function derived(masterKey: Uint8Array, info: string | Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', masterKey, '', info, 32));
}

const additionalData = ({ kind, tenant, name }: WrappedPlace) => lengthPrefixed([`gatehouse/${kind}/1`, tenant, name]);

function unavailable(tenant: TenantId, because: string): AppError {
  return new AppError('key_unavailable', { details: { tenant, because } });
}
