import { partsOf } from '../broker/portal/support/worlds/parts.ts';
import { type Played, playWorld } from '../broker/portal/support/worlds/play.ts';
import type { MakeGuard } from '../broker/portal/support/worlds/stage.ts';
import { aWorld } from '../broker/portal/support/worlds/world.ts';

export interface Shrunk {
  /** Parts that the finding does not need. */
  readonly without: readonly string[];
  readonly played: Played;
}

/** Takes parts out of a world as long as something is still found in it, half of them at a time at first. */
export async function shrink(seed: number, played: Played, makeGuard: MakeGuard): Promise<Shrunk> {
  let best: Shrunk = { without: [], played };
  let left = [...partsOf(aWorld(seed).sites).keys()];
  for (let size = Math.ceil(left.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < left.length; ) {
      const tried = left.slice(at, at + size);
      const without = [...best.without, ...tried];
      const again = await playedWithout(seed, without, makeGuard);
      if (again === null || again.findings.length === 0) at += size;
      else {
        best = { without, played: again };
        left = left.filter((name) => !tried.includes(name));
      }
    }
  }
  return best;
}

/** Null where nothing sensible is left to play. */
async function playedWithout(seed: number, without: readonly string[], makeGuard: MakeGuard): Promise<Played | null> {
  try {
    return await playWorld(seed, makeGuard, without);
  } catch {
    return null;
  }
}
