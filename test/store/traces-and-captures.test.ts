import { describe, expect, test } from '@jest/globals';
import type { CaptureId, TenantId } from '../../broker/domain/brands.ts';
import type { StoredCapture, StoredMessages } from '../../broker/domain/ports/stores/capture-store.ts';
import { brand } from '../support/builders/brand.ts';
import { aStoredTrace } from '../support/builders/stored-trace.ts';
import { aNewTenant } from '../support/builders/tenant.ts';
import { onEachDatabase } from './databases.ts';
import { oneWinner } from './races.ts';

const tenant = brand<TenantId>('t1');
const other = brand<TenantId>('t2');

const aCapture = (more: Partial<StoredCapture> = {}): StoredCapture => ({
  tenant,
  id: brand<CaptureId>('c1'),
  connection: 'okta',
  startedAt: 100,
  startedBy: 'admin',
  endsAt: 200,
  kept: 0,
  ...more,
});
const someMessages = (more: Partial<StoredMessages> = {}): StoredMessages => ({
  tenant,
  id: 'm1',
  capture: brand<CaptureId>('c1'),
  connection: 'okta',
  at: 150,
  code: 'proven',
  sealed: new Uint8Array([1, 2, 3]),
  ...more,
});

onEachDatabase((at) => {
  describe('traces', () => {
    test('keep their steps, and are found by their own tenant alone', async () => {
      const { traces } = at.one();
      const trace = aStoredTrace({
        outcome: 'signed-in',
        code: 'signed_in',
        connection: 'okta',
        party: 'portal',
        tookMs: 1200,
        kept: 'm1',
        steps: [
          {
            step: 'request',
            afterMs: 0,
            ok: true,
            because: 'request.verified',
          },
          {
            step: 'provider',
            afterMs: 900,
            ok: true,
            because: 'oidc.proven',
            checks: ['issuer'],
            claims: [
              {
                name: 'groups',
                count: 14,
              },
            ],
          },
        ],
      });
      await traces.insert(trace);
      expect(await at.two().traces.find(tenant, trace.supportCode)).toEqual(trace);
      expect(await traces.find(other, trace.supportCode)).toBeNull();
    });

    test('are listed by connection, newest first, signed in and refused alike', async () => {
      const { traces } = at.one();
      const add = (supportCode: string, more: Parameters<typeof aStoredTrace>[0]) =>
        traces.insert(aStoredTrace({ supportCode, connection: 'okta', ...more }));
      await add('A', { at: 1, outcome: 'signed-in', code: 'signed_in' });
      await add('B', { at: 3 });
      await add('C', { at: 2, outcome: 'signed-in', code: 'signed_in' });
      await add('D', { at: 4, connection: 'entra' });
      await add('E', { at: 5, tenant: other });
      const listed = async (limit: number) => (await traces.latest(tenant, 'okta', limit)).map(({ supportCode }) => supportCode);
      expect([await listed(10), await listed(2)]).toEqual([
        ['B', 'C', 'A'],
        ['B', 'C'],
      ]);
      expect((await traces.latest(tenant, 'okta', 1))[0]).toEqual({
        supportCode: 'B',
        at: 3,
        outcome: 'refused',
        code: 'login_expired',
        party: null,
        tookMs: null,
      });
      expect(await traces.lastSignIns(tenant, ['okta', 'entra', 'none'])).toEqual(new Map([['okta', 2]]));
      expect(await traces.lastSignIns(other, ['okta'])).toEqual(new Map());
    });
  });

  describe('captures', () => {
    test('run for their time, one at a connection, and are seen with the host', async () => {
      const { captures } = at.one();
      expect(await captures.start(aCapture())).toBe(true);
      expect(await at.two().captures.start(aCapture({ id: brand('c2'), startedAt: 199, endsAt: 299 }))).toBe(false);
      expect(await captures.start(aCapture({ id: brand('c3'), connection: 'entra' }))).toBe(true);
      expect(await captures.start(aCapture({ tenant: other }))).toBe(true);
      expect(await captures.running(tenant, 'okta', 199)).toEqual(aCapture());
      expect(await captures.running(tenant, 'okta', 200)).toBeNull();
      expect(await captures.running(brand('t3'), 'okta', 150)).toBeNull();
      expect((await captures.allRunning(tenant, 150)).map(({ id }) => id)).toEqual(['c3', 'c1']);
      expect(await captures.start(aCapture({ id: brand('c4'), startedAt: 200, endsAt: 300 }))).toBe(true);
    });

    oneWinner(
      'starting one',
      at,
      (storage, round, writer) => storage.captures.start(aCapture({ connection: `okta-${round}`, id: brand(`c-${round}-${writer}`) })),
      async (storage, round) => (round === 1 ? storage.tenants.insert(aNewTenant('acme', { id: tenant })) : undefined),
    );

    test('are told with the host, until the last of them ends', async () => {
      const { tenants, captures } = at.one();
      await tenants.insert(aNewTenant('acme', { id: tenant }));
      const host = new URL(aNewTenant('acme', { id: tenant }).loginOrigin).host;
      const until = async () => (await tenants.siteOfHost(host))?.capturesUntil;
      expect(await until()).toBe(0);
      await captures.start(aCapture({ endsAt: 300 }));
      await captures.start(aCapture({ id: brand('c2'), connection: 'entra', endsAt: 250 }));
      expect(await until()).toBe(300);
    });

    test('that were stopped keep nothing more, and another may start', async () => {
      const { captures } = at.one();
      await captures.start(aCapture());
      expect([await captures.stop(other, 'okta', 150), await captures.stop(tenant, 'entra', 150)]).toEqual([false, false]);
      expect([await captures.stop(tenant, 'okta', 150), await captures.stop(tenant, 'okta', 151)]).toEqual([true, false]);
      expect(await captures.keep(someMessages(), 50)).toBe(false);
      expect(await captures.list(tenant, 'okta')).toEqual([]);
      expect(await captures.start(aCapture({ id: brand('c2'), startedAt: 151 }))).toBe(true);
    });

    test('keep what belongs to them, while they run, and no more than there is room for', async () => {
      const { captures } = at.one();
      await captures.start(aCapture());
      expect(await captures.keep(someMessages({ capture: brand('c2') }), 50)).toBe(false);
      expect(await captures.keep(someMessages({ connection: 'entra' }), 50)).toBe(false);
      expect(await captures.keep(someMessages({ tenant: other }), 50)).toBe(false);
      expect(await captures.keep(someMessages({ at: 200 }), 50)).toBe(false);
      expect(await captures.keep(someMessages(), 2)).toBe(true);
      expect(await captures.keep(someMessages({ id: 'm2', at: 151, code: 'saml_times' }), 2)).toBe(true);
      expect(await captures.keep(someMessages({ id: 'm3' }), 2)).toBe(false);
      expect((await captures.running(tenant, 'okta', 150))?.kept).toBe(2);
      const { sealed: _sealed, ...listed } = someMessages();
      expect(await captures.list(tenant, 'okta')).toEqual([{ ...listed, id: 'm2', at: 151, code: 'saml_times' }, listed]);
      expect(await captures.find(tenant, 'm1')).toEqual(someMessages());
      expect([await captures.find(other, 'm1'), await captures.find(tenant, 'm3')]).toEqual([null, null]);
    });

    test('of a transaction that fails kept nothing', async () => {
      const storage = at.one();
      await storage.captures.start(aCapture());
      const failing = storage.atomically(async (stores) => {
        expect(await stores.captures.keep(someMessages(), 50)).toBe(true);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect((await storage.captures.running(tenant, 'okta', 150))?.kept).toBe(0);
      expect(await storage.captures.list(tenant, 'okta')).toEqual([]);
    });

    test('are emptied by connection, and swept by age', async () => {
      const { captures } = at.one();
      await captures.start(aCapture());
      await captures.start(aCapture({ id: brand('c2'), connection: 'entra' }));
      for (const id of ['m1', 'm2']) await captures.keep(someMessages({ id }), 50);
      await captures.keep(someMessages({ id: 'm3', connection: 'entra', capture: brand('c2'), at: 160 }), 50);
      expect([await captures.remove(other, 'okta'), await captures.remove(tenant, 'okta')]).toEqual([0, 2]);
      expect(await captures.find(tenant, 'm3')).not.toBeNull();
      expect([await captures.sweep(160), await captures.sweep(161)]).toEqual([0, 1]);
      expect(await captures.running(tenant, 'okta', 170)).not.toBeNull();
    });
  });
});
