import { createVault } from '../../broker/adapters/seal/vault.ts';
import { openSqliteStorage, type SqlStorage } from '../../broker/adapters/sql/storage.ts';
import type { Clock } from '../../broker/domain/ports/clock.ts';
import type { Random } from '../../broker/domain/ports/random.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFixedRandom } from './fixed-random.ts';

/** The master key of every test: not one that a configuration would take. */
export const testMasterKey = new Uint8Array(32).fill(7);

export type TestStorage = SqlStorage;

/**
 * Real storage in memory with its vault (`storage.vault`), unless `path` names a file. Close it after the test:
 * `afterEach(() => storage.close())`.
 */
export async function openTestStorage(options: { clock?: Clock; random?: Random; path?: string } = {}): Promise<TestStorage> {
  const clock = options.clock ?? createFakeClock();
  const random = options.random ?? createFixedRandom('storage');
  return openSqliteStorage({
    path: options.path ?? ':memory:',
    clock,
    vault: (keys) => createVault({ masterKey: testMasterKey, keys, random, clock }),
  });
}
