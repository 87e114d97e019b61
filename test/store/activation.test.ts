import { describe, expect, test } from '@jest/globals';
import { createFakeClock } from '../support/fake-clock.ts';
import { someSettings } from '../support/settings.ts';
import { openSettingsBench } from '../support/settings-bench.ts';
import { onEachDatabase } from './databases.ts';

onEachDatabase((at) => {
  describe('activation', () => {
    test('that needs a part which another one sweeps away at the same moment has all its parts, or is refused', async () => {
      const clock = createFakeClock();
      const [one, two] = [await openSettingsBench({ storage: at.one(), clock }), await openSettingsBench({ storage: at.two(), clock })];
      const tenant = await one.addTenant('acme');
      const refused: unknown[] = [];
      for (let round = 1; round <= 60; round++) {
        const revision = 3 * round;
        const named = (name: string) => someSettings({ portal: { ...someSettings().portal, name } });
        await one.makeLive(tenant, revision, named(`before ${round}`));
        const sweeping = await one.push(tenant, revision + 1, named(`sweeps ${round}`));
        const needing = await one.push(tenant, revision + 2, named(`needs ${round}`));
        // So old that whoever does not need them throws them away.
        clock.advance({ days: 2 });
        const race = [() => one.apply.activate(tenant, sweeping, 'forge'), () => two.apply.activate(tenant, needing, 'forge')];
        const order = round % 2 === 0 ? race : race.toReversed();
        for (const outcome of await Promise.allSettled(order.map((start) => start())))
          if (outcome.status === 'rejected') refused.push(outcome.reason.code);
        const live = await one.storage.settings.active(tenant.id);
        expect(await one.storage.settings.missing(tenant.id, live?.parts.map(({ hash }) => hash) ?? [])).toEqual([]);
      }
      for (const code of refused) expect(['settings_part_missing', 'settings_revision_stale']).toContain(code);
    });
  });
});
