import { createSecretKey } from 'node:crypto';
import { AppError } from '../../../domain/app-error.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { Log } from '../../../domain/ports/log.ts';
import type { Random } from '../../../domain/ports/random.ts';
import type { SigningKeys } from '../../../domain/ports/signing-keys.ts';
import type { SigningKeyStore, StoredTenantKey, TenantKeyStore } from '../../../domain/ports/stores/key-store.ts';
import type { RotationStore } from '../../../domain/ports/stores/rotation-store.ts';
import { type DataKey, dataKeyPlace } from '../data-keys.ts';
import type { MasterKeys } from '../master-keys.ts';

/** What the rotations work with. They read keys from the database each time: what a broker remembers is too old here. */
export interface RotationDeps {
  readonly masterKeys: MasterKeys;
  readonly keys: TenantKeyStore;
  readonly signingKeyStore: SigningKeyStore;
  readonly signingKeys: SigningKeys;
  readonly rotation: RotationStore;
  readonly random: Random;
  readonly clock: Clock;
  readonly log: Log;
}

export function dataKeyOf(row: StoredTenantKey, { masterKeys }: Pick<RotationDeps, 'masterKeys'>): DataKey {
  return { version: row.version, key: createSecretKey(masterKeys.unwrap(dataKeyPlace(row), row)) };
}

/** One value that cannot be opened must not keep all others from their new key. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'sealed_value_unreadable' || error.code === 'key_unavailable');
}
