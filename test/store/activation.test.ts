import { describe, expect, test } from '@jest/globals';
import type { Settings } from '#contract/settings/snapshot';
import type { TenantId } from '../../broker/domain/brands.ts';
import type { SettingsStore } from '../../broker/domain/ports/stores/settings-store.ts';
import { brand } from '../support/builders/brand.ts';
import { aStoredBrokerSession } from '../support/builders/stored-session.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { aConnection, someSettings } from '../support/settings.ts';
import { openSettingsBench } from '../support/settings-bench.ts';
import type { TestStorage } from '../support/storage.ts';
import { onEachDatabase } from './databases.ts';

const other = brand<TenantId>('ten_other');

/** The connection Borealis has always had the same name, and leads to this provider. */
function leadingTo(provider: string): Settings {
  return someSettings({ connections: [aConnection({ id: 'borealis', issuer: `https://${provider}.example` })] });
}

function withPauseBeforeActivation(storage: TestStorage, pause: (ask: () => Promise<unknown>) => Promise<void>): TestStorage {
  return {
    ...storage,
    atomically: (work) =>
      storage.atomically(({ tenants, settings, sessions, ...rest }) => {
        const activate: SettingsStore['activate'] = async (tenant, next) => {
          await pause(() => settings.active(other));
          return settings.activate(tenant, next);
        };
        return work({ ...rest, tenants, sessions, settings: { ...settings, activate } });
      }),
  };
}

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

    test('and a sign-in under the settings of before at the same moment leave no session of before', async () => {
      const bench = await openSettingsBench({ storage: at.one() });
      const tenant = await bench.addTenant('acme');
      let refused = 0;
      for (let round = 1; round <= 40; round++) {
        await bench.makeLive(tenant, 2 * round, leadingTo('borealis'));
        const row = aStoredBrokerSession({ tenant: tenant.id, id: brand(`session-${round}`), connection: 'borealis' });
        const request = await bench.push(tenant, 2 * round + 1, leadingTo('kestrel'));
        const signIn = () =>
          at.two().atomically(async ({ settings, sessions }) => {
            if ((await settings.holdActive(tenant.id))?.revision === 2 * round) await sessions.insertBroker(row);
            else refused += 1;
          });
        const activating = bench.apply.activate(tenant, request, 'forge');
        // An activation has many statements: the sign-in comes at every point of it, and in the last rounds after it.
        for (let statements = round % 10; statements > 0; statements--) await at.two().settings.active(other);
        if (round > 38) await activating;
        await Promise.all([activating, signIn()]);
        expect(await at.one().sessions.findBroker(tenant.id, row.tokenHash, row.createdAt, 0)).toBeNull();
      }
      expect(refused).toBeGreaterThan(0);
    });

    test('ends the sessions of the one just before it, also of one that takes while it begins', async () => {
      const [one, two] = [at.one(), await openSettingsBench({ storage: at.two() })];
      const tenant = await two.addTenant('acme');
      await two.makeLive(tenant, 1, leadingTo('borealis'));
      const between = await two.push(tenant, 2, leadingTo('kestrel'));
      const back = await two.push(tenant, 3, leadingTo('borealis'));
      const row = aStoredBrokerSession({ tenant: tenant.id, connection: 'borealis' });
      let over = false;
      const meanwhile = async () => {
        await two.apply.activate(tenant, between, 'forge');
        await at.two().sessions.insertBroker(row);
      };
      let started: Promise<unknown> = Promise.resolve();
      /** What was live has been read: another activation and a sign-in by its settings get as far as they can. */
      const begun = async (ask: () => Promise<unknown>) => {
        started = meanwhile()
          .catch((error: unknown) => error)
          .finally(() => {
            over = true;
          });
        for (let statements = 0; !over && statements < 100; statements++) await ask();
      };
      const { apply } = await openSettingsBench({ storage: withPauseBeforeActivation(one, begun) });
      await apply.activate(tenant, back, 'forge');
      expect(await started).toMatchObject({ code: 'settings_revision_stale' });
      expect(await one.sessions.findBroker(tenant.id, row.tokenHash, row.createdAt, 0)).toBeNull();
    });
  });
});
