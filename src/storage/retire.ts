import { kvs } from '@forge/kvs';
import { storageCode } from './access';
import { undoHours } from './keys';
import type { Deleted } from './record';

/** Removes keys that nothing refers to any more. A failure leaves some bytes behind and is no reason to fail a save that stands. */
export async function removeQuietly(keys: readonly string[], secrets: readonly string[]): Promise<void> {
  const results = await Promise.allSettled([...keys.map((key) => kvs.delete(key)), ...secrets.map((id) => kvs.deleteSecret(id))]);
  for (const result of results) {
    if (result.status === 'rejected') console.warn('leftover in forge storage', { code: storageCode(result.reason) });
  }
}

/**
 * Lets the contents of what was deleted run out by themselves after the hour in which it can be brought back, even
 * if nobody saves again. Bringing it back writes new copies, so an expiry never hits anything in use.
 */
export async function expireAfterUndo(deleted: Deleted): Promise<void> {
  const ttl = { value: undoHours, unit: 'HOURS' } as const;
  try {
    const secret = deleted.secret?.name.slice('secret:'.length);
    const value = secret === undefined ? undefined : await kvs.getSecret<string>(secret);
    const part = deleted.part.key === null ? undefined : await kvs.get<string>(deleted.part.key);
    if (deleted.part.key !== null && part !== undefined) await kvs.set(deleted.part.key, part, { ttl });
    if (secret !== undefined && value !== undefined) await kvs.setSecret(secret, value, { ttl });
  } catch (error) {
    console.warn('what was deleted keeps no expiry', { code: storageCode(error) });
  }
}
