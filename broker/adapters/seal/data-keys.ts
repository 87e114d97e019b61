import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import type { EpochMs, TenantId } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { StoredTenantKey, TenantKeyStore } from '../../domain/ports/stores/key-store.ts';
import { decrypt, encrypt, nonceLength } from './aes-gcm.ts';
import { createBoundedMap } from './bounded-map.ts';
import { lengthPrefixed } from './lengths.ts';

/** A tenant's data key, unwrapped. */
interface DataKey {
  readonly version: number;
  readonly key: KeyObject;
}

export interface DataKeys {
  /** The key that seals now, made on first use. */
  current(tenant: TenantId): Promise<DataKey>;
  /** The key of one version. */
  ofVersion(tenant: TenantId, version: number): Promise<DataKey>;
  /**
   * The same inside a transaction, whose rows may still vanish: it uses what is cached, and caches nothing itself.
   */
  within(keys: TenantKeyStore): DataKeys;
}

/** An unwrapped key is forgotten after this long, so that a destroyed one stops opening things on every broker. */
const cacheLifetimeMs = 5 * 60_000;
const maxCached = 20_000;

/** Data keys per tenant under one master key. Throws `key_unavailable`, and `database_unavailable` through the store. */
export function createDataKeys(deps: { masterKey: Uint8Array; keys: TenantKeyStore; random: Random; clock: Clock }): DataKeys {
  const { random, clock } = deps;
  const wrappingKey = createSecretKey(Buffer.from(hkdfSync('sha256', deps.masterKey, '', 'gatehouse/wrap/1', 32)));
  const masterKeyId = createHash('sha256')
    .update(Buffer.from(hkdfSync('sha256', deps.masterKey, '', 'gatehouse/id/1', 32)))
    .digest('base64url')
    .slice(0, 22);
  const cache = createBoundedMap<{ readonly found: DataKey; readonly until: EpochMs }>(maxCached);

  function remember(tenant: TenantId, version: number | null, found: DataKey): void {
    cache.set(nameOf(tenant, version), { found, until: clock.now() + cacheLifetimeMs });
  }

  function cached(tenant: TenantId, version: number | null): DataKey | null {
    const entry = cache.get(nameOf(tenant, version));
    return entry !== undefined && entry.until > clock.now() ? entry.found : null;
  }

  function unwrap(row: StoredTenantKey): DataKey {
    if (row.masterKeyId !== masterKeyId) throw unavailable(row.tenant, 'master-key-is-another-one');
    const plain = decrypt(wrappingKey, wrappingPlace(row.tenant, row.version), row.wrapped);
    if (plain === null) throw unavailable(row.tenant, 'wrapped-key-changed');
    return { version: row.version, key: createSecretKey(plain) };
  }

  async function create(keys: TenantKeyStore, tenant: TenantId): Promise<DataKey> {
    const wrapped = encrypt(wrappingKey, random.bytes(nonceLength), wrappingPlace(tenant, 1), random.bytes(32));
    await keys.insert({ tenant, version: 1, masterKeyId, wrapped, createdAt: clock.now() });
    // Read back in any case: another broker may have been faster, and then its key counts.
    const row = await keys.find(tenant, null);
    if (row === null) throw unavailable(tenant, 'key-not-kept');
    return unwrap(row);
  }

  function over(keys: TenantKeyStore, keep: typeof remember): DataKeys {
    return {
      async current(tenant) {
        const known = cached(tenant, null);
        if (known !== null) return known;
        const row = await keys.find(tenant, null);
        const found = row === null ? await create(keys, tenant) : unwrap(row);
        keep(tenant, null, found);
        keep(tenant, found.version, found);
        return found;
      },
      async ofVersion(tenant, version) {
        const known = cached(tenant, version);
        if (known !== null) return known;
        const row = await keys.find(tenant, version);
        if (row === null) throw unavailable(tenant, 'key-version-unknown');
        const found = unwrap(row);
        keep(tenant, version, found);
        return found;
      },
      within: (bound) => over(bound, () => {}),
    };
  }

  return over(deps.keys, remember);
}

const nameOf = (tenant: TenantId, version: number | null) => `${version ?? 'current'} ${tenant}`;

const wrappingPlace = (tenant: TenantId, version: number) => lengthPrefixed(['gatehouse/tenant-key/1', tenant, String(version)]);

function unavailable(tenant: TenantId, because: string): AppError {
  return new AppError('key_unavailable', { details: { tenant, because } });
}
