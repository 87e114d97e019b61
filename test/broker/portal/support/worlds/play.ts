/**
 * One world played through: three people look at everything and try what is not for them, something changes under their
 * eyes, they look again at once and a minute later, and one of them writes. Whatever the guard does otherwise than the
 * native portal, deliberate deviations apart, is a finding.
 */
import { changes } from './changes.ts';
import type { Deviation } from './deviations.ts';
import { dimensionsOf } from './dimensions.ts';
import { look, lookAgain, remembered } from './look.ts';
import { openWorld } from './open-world.ts';
import { foreignPages, hostileAddresses } from './probes.ts';
import { type Finding, type MakeGuard, note, type Stage, siteOf } from './stage.ts';
import { aWorld } from './world.ts';
import { writes } from './writes.ts';

export interface Played {
  readonly findings: readonly Finding[];
  /** What the world had and what happened in it. */
  readonly dimensions: readonly string[];
  readonly deviations: readonly (readonly [Deviation, number])[];
}

/** How long a list may go on showing what it remembers (R13), with a little more. */
const afterMemoryMs = 61_000;

/** `without`: parts to leave out, see `partsOf`. */
export async function playWorld(seed: number, makeGuard: MakeGuard, without: readonly string[] = []): Promise<Played> {
  const world = aWorld(seed, without);
  const open = openWorld(world);
  const guard = makeGuard({ jira: open.source, clock: open.clock });
  const stage: Stage = { world, open, guard, findings: [], deviations: new Map(), occurred: new Set(dimensionsOf(world)) };
  const [first] = world.actors;
  if (first === undefined) throw new Error('nobody looks');

  for (const actor of world.actors) await look(stage, actor, 'at first');
  if (world.choice('hostile', 8) === 0) note(stage, first, 'hostile addresses', await hostileAddresses(stage, first));
  note(stage, first, 'pages of others', await foreignPages(stage));
  await changeAndLook(stage);
  note(stage, first, 'writing', await writes(stage, first));
  note(stage, first, 'asked of Jira', open.strange);
  return { findings: stage.findings, dimensions: [...stage.occurred], deviations: [...stage.deviations] };
}

async function changeAndLook(stage: Stage): Promise<void> {
  const { world, open } = stage;
  const named = Object.entries(changes);
  for (let step = 0; step < named.length; step += 1) {
    const [name, change] = named[(world.choice('change', named.length) + step) % named.length] ?? [];
    if (name === undefined || change === undefined) continue;
    for (const actor of world.actors) {
      const before = remembered(stage, actor);
      const place = { site: siteOf(stage, actor), accountId: actor.accountId, draw: world.draw, now: open.clock.now() };
      if (!change(place)) continue;
      stage.occurred.add(`change: ${name}`);
      await lookAgain(stage, actor, `straight after: ${name}`, before);
      open.clock.advance({ ms: afterMemoryMs });
      const other = world.actors.find((one) => one !== actor);
      await look(stage, world.choice('who', 3) === 0 ? (other ?? actor) : actor, `a minute after: ${name}`, 2);
      return;
    }
  }
}
