import { createMasterKeys } from '../../broker/adapters/seal/master-keys.ts';
import { createVault } from '../../broker/adapters/seal/vault.ts';
import { openStorage, type SqlStorage } from '../../broker/adapters/sql/storage.ts';
import type { Clock } from '../../broker/domain/ports/clock.ts';
import type { DatabasePlace } from '../../broker/domain/ports/database-place.ts';
import type { Random } from '../../broker/domain/ports/random.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFixedRandom } from './fixed-random.ts';

/** The master key of every test: not one that a configuration would take. */
export const testMasterKey = new Uint8Array(32).fill(7);

export type TestStorage = SqlStorage;

export interface TestStorageOptions {
  readonly clock?: Clock;
  readonly random?: Random;
  /** Of the random source; two storages over one file need two. */
  readonly seed?: string;
  readonly path?: string;
  /** Instead of `path`: any database. */
  readonly place?: DatabasePlace;
  readonly lockPatienceMs?: number;
}

/**
 * Real storage in memory with its vault (`storage.vault`), unless `path` names a file. Close it after the test:
 * `afterEach(() => storage.close())`.
 */
export async function openTestStorage(options: TestStorageOptions = {}): Promise<TestStorage> {
  const clock = options.clock ?? createFakeClock();
  const random = options.random ?? createFixedRandom(options.seed ?? 'storage');
  return openStorage(options.place ?? { kind: 'sqlite', path: options.path ?? ':memory:' }, {
    clock,
    ...(options.lockPatienceMs === undefined ? {} : { lockPatienceMs: options.lockPatienceMs }),
    vault: (keys) => createVault({ masterKeys: createMasterKeys({ present: testMasterKey }, random), keys, random, clock }),
  });
}
