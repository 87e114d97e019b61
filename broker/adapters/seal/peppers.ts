import { createSecretKey, type KeyObject } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import type { TenantId } from '../../domain/brands.ts';
import type { StoredPepper, TenantKeyStore } from '../../domain/ports/stores/key-store.ts';
import { type FingerprintPurpose, fingerprintPurposes } from '../../domain/ports/vault.ts';
import { createBoundedMap } from './bounded-map.ts';
import type { MasterKeys, WrappedPlace } from './master-keys.ts';

export interface Peppers {
  /** The key of fingerprints for one purpose. Throws `key_unavailable`. */
  of(tenant: TenantId, purpose: FingerprintPurpose): Promise<KeyObject>;
}

const maxPeppers = 20_000;

/**
 * Peppers per tenant and purpose, stored wrapped so that they outlive their master key. A pepper never changes: names in
 * the database follow from it and could not be found again.
 */
export function createPeppers(deps: { masterKeys: MasterKeys; keys: TenantKeyStore }): Peppers {
  const { masterKeys, keys } = deps;
  const known = createBoundedMap<KeyObject>(maxPeppers);

  async function load(tenant: TenantId, purpose: FingerprintPurpose): Promise<KeyObject> {
    const stored = (await keys.findPepper(tenant, purpose)) ?? (await create(tenant, purpose));
    return createSecretKey(masterKeys.unwrap(pepperPlace(stored), stored));
  }

  async function create(tenant: TenantId, purpose: FingerprintPurpose): Promise<StoredPepper> {
    await keys.insertPeppers(await firstPeppers(tenant, [purpose], deps));
    // Read back in any case: another broker may have been faster, and then its pepper counts.
    const stored = await keys.findPepper(tenant, purpose);
    if (stored === null) throw new AppError('key_unavailable', { details: { tenant, because: 'pepper-not-kept' } });
    return stored;
  }

  return {
    async of(tenant, purpose) {
      const name = `${purpose} ${tenant}`;
      const found = known.get(name);
      if (found !== undefined) return found;
      const loaded = await load(tenant, purpose);
      known.set(name, loaded);
      return loaded;
    },
  };
}

interface PepperSource {
  readonly masterKeys: MasterKeys;
  readonly keys: TenantKeyStore;
}

/**
 * Stores every pepper that these tenants do not have yet. To be done before any of their keys is wrapped anew or
 * destroyed: those tell which master key the first fingerprints were made with.
 */
export async function keepPeppers(tenants: readonly TenantId[], deps: PepperSource): Promise<void> {
  const rows: StoredPepper[] = [];
  for (const tenant of tenants) rows.push(...(await firstPeppers(tenant, fingerprintPurposes, deps)));
  await deps.keys.insertPeppers(rows);
}

/**
 * Brokers of the first release kept no peppers: theirs followed from the master key of that time, which is the one that
 * wraps the tenant's oldest data key. The same value now, so that they and we know people by the same names.
 */
async function firstPeppers(
  tenant: TenantId,
  purposes: readonly FingerprintPurpose[],
  { masterKeys, keys }: PepperSource,
): Promise<readonly StoredPepper[]> {
  const [oldest] = await keys.list(tenant);
  return purposes.map((purpose) => {
    const value = masterKeys.pepperFrom(oldest?.masterKeyId ?? masterKeys.presentId, tenant, purpose);
    return { tenant, purpose, ...masterKeys.wrap(pepperPlace({ tenant, purpose }), value) };
  });
}

/** What a wrapped pepper is bound to. */
export function pepperPlace({ tenant, purpose }: Pick<StoredPepper, 'tenant' | 'purpose'>): WrappedPlace {
  return { tenant, kind: 'pepper', name: purpose };
}
