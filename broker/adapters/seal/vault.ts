import { createHmac } from 'node:crypto';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { TenantKeyStore } from '../../domain/ports/stores/key-store.ts';
import type { Vault } from '../../domain/ports/vault.ts';
import { createDataKeys, type DataKeys } from './data-keys.ts';
import { openEnvelope, sealEnvelope, versionOf } from './envelope.ts';
import { lengthPrefixed } from './lengths.ts';
import type { MasterKeys } from './master-keys.ts';
import { createPeppers, type Peppers } from './peppers.ts';

export interface SealingVault extends Vault {
  /** The same vault for code inside a transaction, with the keys as that transaction sees them. */
  within(keys: TenantKeyStore): Vault;
}

/**
 * AES-256-GCM under a data key per tenant, wrapped by a master key. Additional data: table, tenant, row, column, key
 * version. The peppers of fingerprints are wrapped by it too, so that a copy of the database matches nobody's name.
 */
export function createVault(deps: { masterKeys: MasterKeys; keys: TenantKeyStore; random: Random; clock: Clock }): SealingVault {
  const { masterKeys, random } = deps;

  function over(keys: DataKeys, peppers: Peppers): Vault {
    return {
      seal: async (place, plain) => sealEnvelope(await keys.current(place.tenant), random, place, plain),
      open: async (place, sealed) => openEnvelope(await keys.ofVersion(place.tenant, versionOf(place, sealed)), place, sealed),
      fingerprint: async (tenant, purpose, parts) =>
        createHmac('sha256', await peppers.of(tenant, purpose))
          .update(lengthPrefixed(parts))
          .digest('base64url'),
    };
  }

  const keys = createDataKeys(deps);
  return {
    ...over(keys, createPeppers(deps)),
    // A transaction's peppers may vanish with it, so it remembers its own.
    within: (bound) => over(keys.within(bound), createPeppers({ masterKeys, keys: bound })),
  };
}
