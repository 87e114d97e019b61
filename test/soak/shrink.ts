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
  const signatures = signaturesOf(played);
  let best: Shrunk = { without: [], played };
  let left = [...partsOf(aWorld(seed).sites).keys()];
  for (let size = Math.ceil(left.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < left.length; ) {
      const tried = left.slice(at, at + size);
      const without = [...best.without, ...tried];
      const again = await playedWithout(seed, without, makeGuard);
      if (again === null || !sharesOne(signatures, signaturesOf(again))) at += size;
      else {
        best = { without, played: again };
        left = left.filter((name) => !tried.includes(name));
      }
    }
  }
  return best;
}

/** Where somebody saw something else, and whether it was an error: what stays the same while the world gets smaller. */
function signaturesOf({ findings }: Played): Set<string> {
  return new Set(
    findings.flatMap(({ accountId, when, what }) =>
      what.map((line) => `${accountId} ${when} ${line.split(':')[0]} ${/error \w+/.exec(line)?.[0] ?? ''}`),
    ),
  );
}

function sharesOne(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...some].some((one) => others.has(one));
}

/** Null where nothing sensible is left to play. */
async function playedWithout(seed: number, without: readonly string[], makeGuard: MakeGuard): Promise<Played | null> {
  try {
    return await playWorld(seed, makeGuard, without);
  } catch {
    return null;
  }
}
