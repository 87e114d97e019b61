import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { createPortalGuard } from '../../broker/portal/guard.ts';
import { partsOf } from '../broker/portal/support/worlds/parts.ts';
import { playWorld } from '../broker/portal/support/worlds/play.ts';
import type { MakeGuard } from '../broker/portal/support/worlds/stage.ts';
import { aWorld } from '../broker/portal/support/worlds/world.ts';
import { describeWorld } from './describe-world.ts';
import { shrink } from './shrink.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const soak = (...options: string[]) =>
  run(join(root, 'node_modules/.bin/tsx'), ['--tsconfig', 'broker/tsconfig.json', 'test/soak/main.ts', ...options], { cwd: root });

/** Opens what belongs to another desk. */
const wrongGuard: MakeGuard = (deps) => {
  const guard = createPortalGuard(deps);
  return {
    ...guard,
    request: async (customer, deskId, key) => {
      const [desk = deskId] = (await guard.portals(customer)).map((one) => one.id);
      return guard.request(customer, desk, key);
    },
  };
};

describe('the soak', () => {
  test('plays the worlds it was asked for and counts what they had', async () => {
    const { stdout } = await soak('--worlds', '3', '--seed', '7', '--workers', '2');
    expect(stdout).toMatch(/^3 worlds from seed 7 in \d+ s, 0 with findings/);
    expect(stdout).toContain('a restricted desk');
    expect(stdout).toContain('staff-not-involved');
  }, 60_000);

  test('takes no number that is none', async () => {
    await expect(soak('--worlds', 'many')).rejects.toMatchObject({ stderr: expect.stringContaining('--worlds takes a number above zero') });
  }, 60_000);

  test('makes a finding small and says what is left of the world', async () => {
    const played = await playWorld(3, wrongGuard);
    expect(played.findings).not.toEqual([]);
    const small = await shrink(3, played, wrongGuard);
    expect(small.played.findings).not.toEqual([]);
    const all = partsOf(aWorld(3).sites).size;
    expect(small.without.length).toBeGreaterThan(all / 2);
    expect(describeWorld(aWorld(3, small.without)).length).toBeLessThan(describeWorld(aWorld(3)).length);
  }, 60_000);
});

test('a seed is a world: played twice it is the same', async () => {
  expect(await playWorld(11, createPortalGuard)).toEqual(await playWorld(11, createPortalGuard));
  expect(describeWorld(aWorld(11))).toBe(describeWorld(aWorld(11)));
});
