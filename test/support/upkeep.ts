import type { Connectors } from '../../broker/domain/ports/connector.ts';
import type { KeyRotation } from '../../broker/domain/ports/key-rotation.ts';
import type { Upkeep } from '../../broker/domain/ports/upkeep.ts';
import { createMetadataWatch } from '../../broker/jobs/metadata/watch.ts';
import { createUpkeep } from '../../broker/jobs/upkeep.ts';
import { createFixedRandom } from './fixed-random.ts';
import type { SettingsBench } from './settings-bench.ts';

/** What administrators ask of the jobs, over a bench's storage. */
export function upkeepOf(
  { storage, snapshots, clock, log }: Pick<SettingsBench, 'storage' | 'snapshots' | 'clock' | 'log'>,
  connectors: Connectors,
  keyRotation: Pick<KeyRotation, 'list'> = { list: async () => ({ signing: [], data: [], peppers: [] }) },
): Upkeep {
  const { watched } = storage;
  const watch = createMetadataWatch({ watched, notify: async () => {}, connectors, clock, random: createFixedRandom('upkeep'), log });
  return createUpkeep({ watched, snapshots, watch, keyRotation, clock, log });
}
