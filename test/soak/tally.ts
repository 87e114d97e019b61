import { deviations } from '../broker/portal/support/worlds/deviations.ts';
import { allDimensions } from '../broker/portal/support/worlds/dimensions.ts';
import type { PlayedSeed } from './player.ts';

/** Counts over many worlds. */
export interface Tally {
  readonly worlds: number;
  /** In how many worlds there was something, by its name; zero for what never occurred. */
  readonly dimensions: ReadonlyMap<string, number>;
  /** How often the guard differed on purpose. */
  readonly deviations: ReadonlyMap<string, number>;
  readonly failed: readonly PlayedSeed[];
}

export function createTally(): Tally & { add(world: PlayedSeed): void } {
  const dimensions = new Map(allDimensions.map((name) => [name, 0]));
  const counted = new Map(Object.keys(deviations).map((name) => [name, 0]));
  const failed: PlayedSeed[] = [];
  let worlds = 0;
  return {
    get worlds() {
      return worlds;
    },
    dimensions,
    deviations: counted,
    failed,
    add(world) {
      worlds += 1;
      for (const name of world.dimensions) dimensions.set(name, (dimensions.get(name) ?? 0) + 1);
      for (const [name, times] of world.deviations) counted.set(name, (counted.get(name) ?? 0) + times);
      if (world.findings.length > 0) failed.push(world);
    },
  };
}

export function tableOf(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${String(count).padStart(9)}  ${name}`).join('\n');
}
