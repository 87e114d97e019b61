/**
 * `npm run soak [-- --worlds N --seed S --minutes M --workers W]`: holds the portal's guard against the simulator's native
 * customer view in as many random worlds as wanted. Progress goes to stderr, counts and findings to stdout; a finding is
 * given as the smallest world that shows it, and ends the run with status 1. `--worlds 1 --seed S` plays one world again.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPortalGuard } from '../../broker/portal/guard.ts';
import { aWorld } from '../broker/portal/support/worlds/world.ts';
import { bundlePlayer } from './bundle.ts';
import { describeWorld } from './describe-world.ts';
import { withPlayerFolder } from './player-folder.ts';
import { runWorlds } from './run-worlds.ts';
import { shrink } from './shrink.ts';
import { createTally, tableOf } from './tally.ts';

const option = { type: 'string' } as const;
const { values } = parseArgs({ options: { worlds: option, seed: option, minutes: option, workers: option } });
const first = numberOf('seed', 1);
const minutes = numberOf('minutes', 24 * 60);
const worlds = numberOf('worlds', values.minutes === undefined ? 5_000 : Number.MAX_SAFE_INTEGER - first);
const workers = Math.min(numberOf('workers', availableParallelism()), worlds);
/** Who found this many need not look for more. */
const enoughFindings = 5;

const tally = createTally();
const started = performance.now();
const seconds = () => (performance.now() - started) / 1000;
await withPlayerFolder(async (folder) => {
  const player = join(folder, 'player.mjs');
  await bundlePlayer(player);
  let told = 0;
  await runWorlds({
    player,
    first,
    last: first + worlds - 1,
    workers,
    played: (world) => {
      tally.add(world);
      if (world.findings.length > 0) process.stderr.write(`seed ${world.seed}: ${JSON.stringify(world.findings[0])}\n`);
      if (seconds() - told >= 5) {
        told = seconds();
        process.stderr.write(
          `${tally.worlds} worlds, ${(tally.worlds / told).toFixed(0)} a second, ${tally.failed.length} with findings\n`,
        );
      }
      return seconds() > minutes * 60 || tally.failed.length >= enoughFindings ? 'stop' : 'go on';
    },
  });
});

console.log(`${tally.worlds} worlds from seed ${first} in ${seconds().toFixed(0)} s, ${tally.failed.length} with findings`);
console.log(`worlds in which there was\n${tableOf(tally.dimensions)}`);
console.log(`differences on purpose\n${tableOf(tally.deviations)}`);
for (const { seed, ...played } of tally.failed) {
  const small = await shrink(seed, played, createPortalGuard);
  console.log(`\nseed ${seed}`);
  for (const { accountId, when, what } of small.played.findings) console.log(`${accountId}, ${when}\n  ${what.join('\n  ')}`);
  console.log(`the smallest world that shows it (without ${small.without.length} parts)\n${describeWorld(aWorld(seed, small.without))}`);
}
process.exitCode = tally.failed.length > 0 ? 1 : 0;

function numberOf(name: 'worlds' | 'seed' | 'minutes' | 'workers', usual: number): number {
  const given = values[name];
  if (given === undefined) return usual;
  const number = Number(given);
  if (!Number.isFinite(number) || number <= 0) throw new Error(`--${name} takes a number above zero`);
  return name === 'minutes' ? number : Math.floor(number);
}
