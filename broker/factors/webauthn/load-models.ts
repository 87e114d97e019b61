import type { EpochMs } from '../../domain/brands.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { MetadataFile } from './metadata.ts';
import { type Models, noModels } from './models.ts';

/** As `readModels`; without files nothing is loaded that reads them. */
export async function loadModels(files: readonly MetadataFile[], how: { log: Log; now: EpochMs }): Promise<Models> {
  if (files.length === 0) return noModels;
  const { readModels } = await import('./metadata.ts');
  return readModels(files, how);
}
