import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createPortalGuard } from '../../../broker/portal/guard.ts';
import type { Site } from '../../../sandbox/jira/model.ts';
import { demoSites } from '../../../sandbox/jira/seed.ts';
import { bundlePlayer } from '../../soak/bundle.ts';
import { withPlayerFolder } from '../../soak/player-folder.ts';
import { runWorlds } from '../../soak/run-worlds.ts';
import { createTally, type Tally } from '../../soak/tally.ts';
import { openSimulatedJira } from './support/simulated.ts';
import { differences } from './support/worlds/differences.ts';
import { guardedSight } from './support/worlds/guarded.ts';
import { createNative, nativeSight } from './support/worlds/native.ts';
import type { Questions } from './support/worlds/sight.ts';

const worlds = 1_000;

async function playedWorlds(): Promise<Tally> {
  const tally = createTally();
  await withPlayerFolder(async (folder) => {
    const player = join(folder, 'player.mjs');
    await bundlePlayer(player);
    const played = (world: Parameters<typeof tally.add>[0]) => {
      tally.add(world);
      return 'go on' as const;
    };
    await runWorlds({ player, first: 1, last: worlds, workers: availableParallelism(), played });
  });
  return tally;
}

function everythingOf(site: Site): Questions {
  const desks = [...site.desks.values()];
  return {
    desks: desks.map((desk) => desk.id),
    forms: desks.flatMap((desk) => desk.requestTypes.map((type) => ({ deskId: desk.id, typeId: type.id }))),
    lists: (['all', 'open', 'closed'] as const).map((status) => ({ status, deskId: null, text: '' })),
    requests: [...site.issues.values()].map(({ deskId, key }) => ({ deskId, key })),
  };
}

/** Files that a file of ours reads, itself and what it imports. */
function filesBehind(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)[^;]*? from '([^']+)';/gms)) {
    if (from.startsWith('.')) filesBehind(join(dirname(file), from), seen);
    else seen.add(from);
  }
  return seen;
}

describe('the guard shows what the native portal shows, never more and never less', () => {
  test('in a thousand random worlds, in which everything that matters occurs', async () => {
    const tally = await playedWorlds();
    expect(tally.failed.map(({ seed, findings }) => ({ seed, findings }))).toEqual([]);
    expect(tally.worlds).toBe(worlds);
    const never = [...tally.dimensions, ...tally.deviations].filter(([, times]) => times === 0).map(([name]) => name);
    expect(never).toEqual([]);
  }, 300_000);

  test.each([0, 1])('to everybody of demo site %d', async (index) => {
    const jira = openSimulatedJira((now) => demoSites(now)[index] as Site);
    const guard = createPortalGuard({ jira: jira.source, clock: jira.clock });
    const questions = everythingOf(jira.site);
    let opened = 0;
    for (const { accountId, accountType, displayName } of jira.site.users.values()) {
      if (accountType === 'app') continue;
      const native = nativeSight(
        createNative(jira.site, null, accountId, () => undefined),
        questions,
      );
      opened += Object.values(native.requests).filter((request) => request !== null).length;
      expect({ displayName, found: differences(native, await guardedSight(guard, jira.acting(accountId), questions)) }).toEqual({
        displayName,
        found: [],
      });
    }
    expect(opened).toBeGreaterThan(0);
    await jira.close();
  });

  test('and what judges it is written apart from it', () => {
    const root = join(import.meta.dirname, '../../..');
    const files = [...filesBehind(join(root, 'sandbox/jira/customer-view.ts'))].map((file) => relative(root, file));
    expect(files).toContain('sandbox/jira/native-rules.ts');
    expect(files.filter((file) => !file.startsWith('sandbox/jira/'))).toEqual([]);
  });
});
