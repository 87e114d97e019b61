import { type PlantedFault, plantedFaults } from '../planted-faults.ts';
import type { Target } from '../target.ts';
import { responseTarget } from './response.ts';

/** Everything that reads what strangers send; with a planted fault only the reader that has it. */
export async function targetsFor(fault: PlantedFault | null): Promise<readonly Target[]> {
  if (fault !== null) return [responseTarget(plantedFaults[fault])];
  // What comes with the library of OpenID Connect takes a while to load.
  const [{ discoveryTarget }, { idTokenTarget }, { metadataTarget }, { queryTarget }] = await Promise.all([
    import('./discovery.ts'),
    import('./id-token.ts'),
    import('./metadata.ts'),
    import('./query.ts'),
  ]);
  return [responseTarget(), queryTarget, metadataTarget, await idTokenTarget(), discoveryTarget];
}
