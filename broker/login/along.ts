import type { Storage, Stores } from '../domain/ports/storage.ts';
import type { StoredTransaction } from '../domain/ports/stores/login-store.ts';

/** What is written in the very commit that passes a step, and only when that commit stands. */
export type Along = (stores: Stores) => Promise<void>;

/** Writes the passed step, and `along` with it. False, with nothing written, when somebody else passed it first. */
export async function saveStep(storage: Storage, row: StoredTransaction, loadedVersion: number, along?: Along): Promise<boolean> {
  if (along === undefined) return storage.logins.save(row, loadedVersion);
  return storage.atomically(async (stores) => {
    if (!(await stores.logins.save(row, loadedVersion))) return false;
    await along(stores);
    return true;
  });
}
