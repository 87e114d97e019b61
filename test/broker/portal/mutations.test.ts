import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { bundlePlayer } from '../../soak/bundle.ts';
import { type Mutation, mutations } from '../../soak/mutations.ts';
import { withPlayerFolder } from '../../soak/player-folder.ts';
import { runWorlds } from '../../soak/run-worlds.ts';

/** Worlds in which a mutation has to be found; the differential test plays these and more. */
const bound = 500;
const atATime = 2;

/** After how many worlds the mutation was found, or null. */
async function caughtAfter(folder: string, mutation: Mutation, index: number): Promise<number | null> {
  const player = join(folder, `player-${index}.mjs`);
  await bundlePlayer(player, mutation.edits);
  let caught: number | null = null;
  await runWorlds({
    player,
    first: 1,
    last: bound,
    workers: 1,
    played: ({ seed, findings }) => {
      if (findings.length === 0) return 'go on';
      caught = seed;
      return 'stop';
    },
  });
  return caught;
}

describe('a guard that is wrong in one way', () => {
  test('is found out by the random worlds, whichever way it is', async () => {
    const results = new Map<string, number | null>();
    await withPlayerFolder(async (folder) => {
      const queue = mutations.entries();
      const work = async () => {
        for (const [index, mutation] of queue) results.set(mutation.name, await caughtAfter(folder, mutation, index));
      };
      await Promise.all(Array.from({ length: atATime }, work));
    });
    const lines = mutations.map(({ name }) => `${String(results.get(name) ?? 'NEVER').padStart(6)}  ${name}`);
    process.stdout.write(`mutations of the guard, and after how many worlds each was found\n${lines.join('\n')}\n`);
    expect(results.size).toBe(mutations.length);
    expect(mutations.length).toBeGreaterThanOrEqual(50);
    expect([...results].filter(([, caught]) => caught === null).map(([name]) => name)).toEqual([]);
  }, 600_000);

  test('cannot be made by an edit that does not fit the source', async () => {
    const edit = { file: 'guard/involvement.ts', from: 'a text that is not there', to: '' };
    await withPlayerFolder(async (folder) => {
      await expect(bundlePlayer(join(folder, 'player.mjs'), [edit])).rejects.toThrow('stands 0 times in guard/involvement.ts');
      const elsewhere = { file: 'guard/gone.ts', from: 'x', to: 'y' };
      await expect(bundlePlayer(join(folder, 'player.mjs'), [elsewhere])).rejects.toThrow('guard/gone.ts is not part of the guard');
    });
  });
});
