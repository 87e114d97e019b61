import { describe, expect, test } from '@jest/globals';
import type { TenantId } from '../../broker/domain/brands.ts';
import type { Watched } from '../../broker/domain/ports/stores/watch-store.ts';
import { brand } from '../support/builders/brand.ts';
import { aNewTenant } from '../support/builders/tenant.ts';
import { onEachDatabase } from './databases.ts';
import { oneWinner } from './races.ts';

const acme = brand<TenantId>('acme');
const umbra = brand<TenantId>('umbra');
const times = { now: 1_000, until: 2_000, dueSince: 500 };
const watched = (more: Partial<Watched> = {}): Watched => ({
  tenant: acme,
  kind: 'metadata',
  name: 'aurora',
  version: 0,
  nextAt: 5_000,
  state: { seen: 1 },
  ...more,
});

onEachDatabase((at) => {
  describe('leases', () => {
    oneWinner('taking a lease', at, (storage, round, writer) => storage.leases.take(`job ${round}`, `broker ${writer}`, times));
    oneWinner(
      'taking a lease that ended',
      at,
      (storage, round, writer) => storage.leases.take(`job ${round}`, `broker ${writer}`, { now: 3_000, until: 4_000, dueSince: 2_500 }),
      (storage, round) => storage.leases.take(`job ${round}`, 'a broker that died', times),
    );

    test('are held until they end, and by one at a time', async () => {
      const [one, two] = [at.one().leases, at.two().leases];
      expect(await one.take('job', 'a', times)).toBe(true);
      expect(await two.take('job', 'b', { ...times, now: 1_999 })).toBe(false);
      expect(await two.take('another', 'b', times)).toBe(true);
      expect(await two.take('job', 'b', { now: 2_000, until: 3_000, dueSince: 1_500 })).toBe(true);
      expect([await one.keep('job', 'a', 9_000), await two.keep('job', 'b', 4_000)]).toEqual([false, true]);
      expect(await one.take('job', 'a', { now: 3_500, until: 5_000, dueSince: 3_000 })).toBe(false);
    });

    test('are not taken again before the job is due, whoever did it', async () => {
      const [one, two] = [at.one().leases, at.two().leases];
      await one.take('job', 'a', times);
      await one.giveBack('job', 'a', 'done', 1_100);
      expect(await two.take('job', 'b', { now: 1_200, until: 2_000, dueSince: 1_099 })).toBe(false);
      expect(await two.take('job', 'b', { now: 1_200, until: 2_000, dueSince: 1_100 })).toBe(true);
      await two.giveBack('job', 'b', 'failed', 1_300);
      expect(await one.take('job', 'a', { now: 1_300, until: 2_000, dueSince: 1_200 })).toBe(true);
      expect(await one.list()).toEqual([{ name: 'job', doneAt: 1_100, failedAt: 1_300 }]);
    });

    test('are given back by their holder alone', async () => {
      const { leases } = at.one();
      await leases.take('job', 'a', times);
      await leases.giveBack('job', 'b', 'done', 1_100);
      expect(await leases.take('job', 'b', { ...times, now: 1_200 })).toBe(false);
      expect(await leases.list()).toEqual([{ name: 'job', doneAt: null, failedAt: null }]);
    });
  });

  describe('what is watched', () => {
    oneWinner('writing down what was seen first', at, (storage, round) =>
      storage.watched.save(watched({ name: `c${round}` }), { live: false }),
    );
    oneWinner(
      'writing down what was seen next',
      at,
      (storage, round, writer) => storage.watched.save(watched({ name: `c${round}`, version: 1, state: { writer } }), { live: true }),
      (storage, round) => storage.watched.save(watched({ name: `c${round}` }), { live: false }),
    );

    test('is found by its tenant, kind and name alone', async () => {
      const { watched: store } = at.one();
      await store.save(watched(), { live: false });
      await store.save(watched({ kind: 'domain', name: 'aurora.example' }), { live: false });
      expect(await at.two().watched.find(acme, 'metadata', 'aurora')).toEqual(watched({ version: 1 }));
      expect([await store.find(umbra, 'metadata', 'aurora'), await store.find(acme, 'domain', 'aurora')]).toEqual([null, null]);
      expect((await store.list(acme)).map(({ kind, name }) => [kind, name])).toEqual([
        ['domain', 'aurora.example'],
        ['metadata', 'aurora'],
      ]);
      expect(await store.list(umbra)).toEqual([]);
    });

    test('is removed as it was read, or not at all', async () => {
      const { watched: store } = at.one();
      await store.save(watched(), { live: false });
      expect(await store.remove(watched({ version: 2 }), { live: true })).toBe(false);
      expect(await store.remove(watched({ version: 1 }), { live: false })).toBe(true);
      expect(await store.find(acme, 'metadata', 'aurora')).toBeNull();
    });

    test('raises the number of its tenant where brokers have to know, and of nobody else', async () => {
      const { tenants, watched: store } = at.one();
      await tenants.insert(aNewTenant('acme', { id: acme }));
      await tenants.insert(aNewTenant('umbra', { id: umbra }));
      const number = async (host: string) => (await at.two().tenants.siteOfHost(host))?.overlay;
      await store.save(watched(), { live: false });
      expect(await number('acme.example')).toBe(0);
      await store.save(watched({ version: 1, state: { seen: 2 } }), { live: true });
      expect(await store.save(watched({ version: 1 }), { live: true })).toBe(false);
      await store.save(watched({ kind: 'domain', name: 'aurora.example' }), { live: false });
      expect([await number('acme.example'), await number('umbra.example')]).toEqual([1, 0]);
      expect(await store.overlay(acme)).toEqual({
        overlay: 1,
        rows: expect.arrayContaining([{ kind: 'metadata', name: 'aurora', state: { seen: 2 } }]),
      });
      expect(await store.overlay(umbra)).toEqual({ overlay: 0, rows: [] });
    });

    test('is due at its time; and so are settings that nobody has looked through', async () => {
      const { watched: store, settings, tenants } = at.one();
      for (const id of [acme, umbra]) await tenants.insert(aNewTenant(id, { id }));
      await store.save(watched(), { live: false });
      expect([await store.due(4_999, 10), await store.due(5_000, 10)]).toEqual([[], [acme]]);
      const revision = { epoch: 1, parts: [], manifestHash: 'h', activatedAt: 1 };
      await settings.activate(umbra, { ...revision, revision: 3 });
      expect(await store.due(0, 10)).toEqual([umbra]);
      await store.noteSeen(umbra, 1, 3);
      expect(await store.due(0, 10)).toEqual([]);
      await settings.activate(umbra, { ...revision, revision: 4 });
      expect([...(await store.due(5_000, 10))].sort()).toEqual([acme, umbra]);
      expect(await store.due(5_000, 1)).toHaveLength(1);
    });
  });

  describe('what ends', () => {
    const token = { kind: 'jira-token', name: 'admin@acme.example', endsAt: 90_000 } as const;
    oneWinner(
      'warning of an end',
      at,
      (storage, round) => storage.expiries.warn(acme, { ...token, endsAt: round }, 7),
      (storage, round) => storage.expiries.replace(acme, [{ ...token, endsAt: round }]),
    );

    test('is warned of once at each step, and never at an earlier one again', async () => {
      const { expiries } = at.one();
      await expiries.replace(acme, [token]);
      expect(await expiries.warn(acme, token, 30)).toBe(true);
      await at.two().expiries.replace(acme, [token]);
      const steps = [];
      for (const step of [60, 30, 7, 1, 7, -1, -1]) steps.push(await expiries.warn(acme, token, step));
      expect(steps).toEqual([false, false, true, true, false, true, false]);
    });

    test('is warned of anew when its end has moved, and not at all once it is gone', async () => {
      const { expiries } = at.one();
      await expiries.replace(acme, [token]);
      await expiries.warn(acme, token, 1);
      await expiries.replace(acme, [{ ...token, endsAt: 180_000 }]);
      expect([await expiries.warn(acme, token, 1), await expiries.warn(acme, { ...token, endsAt: 180_000 }, 60)]).toEqual([false, true]);
      await expiries.replace(umbra, [token]);
      await expiries.replace(acme, []);
      expect(await expiries.all()).toEqual([{ tenant: umbra, ...token }]);
      expect(await expiries.warn(acme, { ...token, endsAt: 180_000 }, 1)).toBe(false);
    });
  });
});
