import { createSecretKey, type KeyObject } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import type { EpochMs, TenantId } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { StoredTenantKey, TenantKeyStore } from '../../domain/ports/stores/key-store.ts';
import { createBoundedMap } from './bounded-map.ts';
import type { MasterKeys, WrappedPlace } from './master-keys.ts';

/** A tenant's data key, unwrapped. */
export interface DataKey {
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

/**
 * An unwrapped key is forgotten after this long: a destroyed one stops opening things on every broker, and a successor
 * seals on every broker.
 */
export const dataKeyCacheMs = 5 * 60_000;
const maxCached = 20_000;

/** Data keys per tenant under the master keys. Throws `key_unavailable`, and `database_unavailable` through the store. */
export function createDataKeys(deps: { masterKeys: MasterKeys; keys: TenantKeyStore; random: Random; clock: Clock }): DataKeys {
  const { masterKeys, clock } = deps;
  const cache = createBoundedMap<{ readonly found: DataKey; readonly until: EpochMs }>(maxCached);

  function remember(tenant: TenantId, version: number | null, found: DataKey): void {
    cache.set(nameOf(tenant, version), { found, until: clock.now() + dataKeyCacheMs });
  }

  function cached(tenant: TenantId, version: number | null): DataKey | null {
    const entry = cache.get(nameOf(tenant, version));
    return entry !== undefined && entry.until > clock.now() ? entry.found : null;
  }

  function unwrap(row: StoredTenantKey): DataKey {
    return { version: row.version, key: createSecretKey(masterKeys.unwrap(dataKeyPlace(row), row)) };
  }

  async function create(keys: TenantKeyStore, tenant: TenantId): Promise<DataKey> {
    await keys.insert(freshDataKey(tenant, 1, deps));
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

/** A new data key, wrapped by the present master key and not stored yet. */
export function freshDataKey(
  tenant: TenantId,
  version: number,
  deps: { readonly masterKeys: MasterKeys; readonly random: Random; readonly clock: Clock },
): StoredTenantKey {
  const wrapped = deps.masterKeys.wrap(dataKeyPlace({ tenant, version }), deps.random.bytes(32));
  return { tenant, version, ...wrapped, createdAt: deps.clock.now() };
}

/** What a wrapped data key is bound to. */
export function dataKeyPlace({ tenant, version }: Pick<StoredTenantKey, 'tenant' | 'version'>): WrappedPlace {
  return { tenant, kind: 'tenant-key', name: String(version) };
}

const nameOf = (tenant: TenantId, version: number | null) => `${version ?? 'current'} ${tenant}`;

function unavailable(tenant: TenantId, because: string): AppError {
  return new AppError('key_unavailable', { details: { tenant, because } });
}
