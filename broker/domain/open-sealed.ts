import { AppError } from './app-error.ts';
import type { Place, Vault } from './ports/vault.ts';

/**
 * What a browser carried for us, sealed under the tenant's key; null for whatever is none of ours: changed, moved, or naming
 * a key that never was. Throws when that cannot be told (`database_unavailable`): then it may well be ours.
 */
export async function openSealed(vault: Vault, place: Place, sealed: Uint8Array): Promise<Uint8Array | null> {
  try {
    return await vault.open(place, sealed);
  } catch (error) {
    if (error instanceof AppError && (error.code === 'sealed_value_unreadable' || error.code === 'key_unavailable')) return null;
    throw error;
  }
}
