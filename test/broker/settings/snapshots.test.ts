import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { emptySettings } from '#contract/settings/snapshot';
import { certificateFacts } from '../../../broker/domain/certificates.ts';
import { emptyState } from '../../../broker/domain/metadata/state.ts';
import type { SettingsStore } from '../../../broker/domain/ports/stores/settings-store.ts';
import type { Snapshot } from '../../../broker/domain/snapshot.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { createSnapshots } from '../../../broker/settings/snapshots.ts';
import { brand } from '../../support/builders/brand.ts';
import { anotherCertificate } from '../../support/certificate.ts';
import { aSamlConnection } from '../../support/connections.ts';
import { secretId, someSettings } from '../../support/settings.ts';
import { openSettingsBench, type SettingsBench } from '../../support/settings-bench.ts';

let bench: SettingsBench;
let acme: Tenant;

beforeEach(async () => {
  bench = await openSettingsBench();
  acme = await bench.addTenant('acme');
});
afterEach(() => bench.close());

/** Snapshots that count what they read. */
function counted(maxEntries?: number) {
  const reads = { active: 0, parts: 0 };
  const { settings } = bench.storage;
  const counting: SettingsStore = {
    ...settings,
    active: (tenant) => {
      reads.active += 1;
      return settings.active(tenant);
    },
    parts: (tenant, refs) => {
      reads.parts += 1;
      return settings.parts(tenant, refs);
    },
  };
  return {
    reads,
    snapshots: createSnapshots({
      storage: { settings: counting, watched: bench.storage.watched },
      ...(maxEntries === undefined ? {} : { maxEntries }),
    }),
  };
}

test('a tenant without a live revision has the empty settings: nobody gets in', async () => {
  const { reads, snapshots } = counted();
  const snapshot = await snapshots.at(acme.id, 1, null, 0);
  expect(snapshot).toMatchObject({ tenant: acme.id, revision: null, settings: emptySettings });
  expect(await snapshots.live(acme.id)).toMatchObject({ revision: null, settings: emptySettings });
  expect(reads.parts).toBe(0);
});

test('a revision is read once, however many ask at once', async () => {
  await bench.makeLive(acme, 1, someSettings());
  const { reads, snapshots } = counted();
  const all = await Promise.all(Array.from({ length: 20 }, () => snapshots.at(acme.id, 1, 1, 0)));
  expect(new Set(all).size).toBe(1);
  await snapshots.at(acme.id, 1, 1, 0);
  expect(reads).toEqual({ active: 1, parts: 1 });
});

test('secrets come as secrets, which print as a mask', async () => {
  await bench.makeLive(acme, 1, someSettings());
  const { secrets } = await bench.snapshots.live(acme.id);
  const secret = secrets.get(secretId('borealis'));
  expect(secret?.reveal()).toBe(`value of ${secretId('borealis')}`);
  expect(String(secret) + JSON.stringify([...secrets])).not.toContain('value of');
});

test('a snapshot cannot be changed', async () => {
  await bench.makeLive(acme, 1, someSettings());
  const { settings } = await bench.snapshots.live(acme.id);
  expect(() => settings.connections.push(settings.connections[0] as never)).toThrow(TypeError);
  expect(() => Object.assign(settings.connections[0]?.domains ?? {}, { mode: 'any-unclaimed' })).toThrow(TypeError);
});

test('who asks for a revision that was replaced meanwhile gets the newer one', async () => {
  await bench.makeLive(acme, 1, someSettings({ policy: { preset: 'nobody' } }));
  await bench.makeLive(acme, 2, someSettings());
  const snapshot = await counted().snapshots.at(acme.id, 1, 1, 0);
  expect(snapshot).toMatchObject({ revision: 2, settings: { policy: { preset: 'everybody' } } });
});

test('numbers of two epochs are never mixed up', async () => {
  const { snapshots } = counted();
  await bench.makeLive(acme, 1, someSettings({ policy: { preset: 'nobody' } }));
  await bench.storage.tenants.adoptInstallation(acme.id, 'second');
  const again = (await bench.storage.tenants.find(acme.id)) as Tenant;
  // What a request sees between the new installation and its first activation: the new epoch, the old number.
  expect(await snapshots.at(acme.id, 2, 1, 0)).toMatchObject({ epoch: 1, settings: { policy: { preset: 'nobody' } } });
  await bench.makeLive(again, 1, someSettings());
  expect(await snapshots.at(acme.id, 2, 1, 0)).toMatchObject({ epoch: 2, settings: { policy: { preset: 'everybody' } } });
});

test('two tenants never share a snapshot', async () => {
  const other = await bench.addTenant('other');
  await bench.makeLive(acme, 1, someSettings({ policy: { preset: 'nobody' } }));
  await bench.makeLive(other, 1, someSettings());
  const { snapshots } = counted();
  expect((await snapshots.at(acme.id, 1, 1, 0)).settings.policy.preset).toBe('nobody');
  expect((await snapshots.at(other.id, 1, 1, 0)).settings.policy.preset).toBe('everybody');
});

test('the one used longest ago makes room', async () => {
  const tenants = await Promise.all(['a', 'b', 'c'].map((slug) => bench.addTenant(slug)));
  for (const tenant of tenants) await bench.makeLive(tenant, 1, someSettings());
  const [a, b, c] = tenants as [Tenant, Tenant, Tenant];
  const { reads, snapshots } = counted(2);
  for (const tenant of [a, b, a, c, a]) await snapshots.at(tenant.id, 1, 1, 0);
  expect(reads.parts).toBe(3);
  await snapshots.at(b.id, 1, 1, 0);
  expect(reads.parts).toBe(4);
});

test('a failed read is not kept', async () => {
  await bench.makeLive(acme, 1, someSettings());
  let fail = true;
  const { settings } = bench.storage;
  const flaky: SettingsStore = { ...settings, active: (tenant) => (fail ? Promise.reject(new Error('away')) : settings.active(tenant)) };
  const snapshots = createSnapshots({ storage: { settings: flaky, watched: bench.storage.watched } });
  await expect(snapshots.at(acme.id, 1, 1, 0)).rejects.toThrow('away');
  fail = false;
  expect((await snapshots.at(acme.id, 1, 1, 0)).revision).toBe(1);
});

test('a revision whose parts were swept under the reader is read again as what is live now', async () => {
  await bench.makeLive(acme, 1, someSettings());
  const { settings } = bench.storage;
  let first = true;
  const racing: SettingsStore = {
    ...settings,
    parts: async (tenant, refs) => {
      if (!first) return settings.parts(tenant, refs);
      first = false;
      return [];
    },
  };
  expect((await createSnapshots({ storage: { settings: racing, watched: bench.storage.watched } }).live(acme.id)).revision).toBe(1);
});

test('a live revision that cannot be read is a fault of the broker, never empty settings', async () => {
  await bench.makeLive(acme, 1, someSettings());
  const broken: SettingsStore = { ...bench.storage.settings, parts: async () => [] };
  await expect(
    createSnapshots({ storage: { settings: broken, watched: bench.storage.watched } }).at(acme.id, 1, 1, 0),
  ).rejects.toMatchObject({ code: 'internal' });
});

describe('what lies over the connections', () => {
  const metadata = { url: 'https://id.kestrel.example/m', takeOver: 'certificates', signedBy: null } as const;
  const kestrel = aSamlConnection({ metadata });
  const facts = certificateFacts(anotherCertificate);
  const state = {
    ...emptyState(kestrel),
    certificates: facts === null ? [] : [{ ...facts, goneSince: null, retired: false, returned: false }],
  };
  const row = { tenant: brand<Tenant['id']>('ten_acme'), kind: 'metadata', name: 'kestrel', version: 0, nextAt: 0, state } as const;
  const certificates = (snapshot: Snapshot) =>
    snapshot.settings.connections.map((each) => ('certificates' in each ? each.certificates.length : 0));

  beforeEach(async () => {
    await bench.close();
    bench = await openSettingsBench({ speaks: ['oidc', 'saml'] });
    acme = await bench.addTenant('acme');
    await bench.makeLive(acme, 1, someSettings({ connections: [kestrel] }));
  });

  test('is read once for each number, without reading the settings again, and is not in what was activated', async () => {
    const { reads, snapshots } = counted();
    expect(certificates(await snapshots.at(acme.id, 1, 1, 0))).toEqual([1]);
    await bench.storage.watched.save(row, { live: true });
    expect(certificates(await snapshots.at(acme.id, 1, 1, 0))).toEqual([1]);
    expect(reads).toEqual({ active: 1, parts: 1 });
    const run = await snapshots.at(acme.id, 1, 1, 1);
    expect([certificates(run), certificates(await snapshots.live(acme.id))]).toEqual([[2], [1]]);
    expect(await snapshots.at(acme.id, 1, 1, 1)).toBe(run);
    expect(await snapshots.at(acme.id, 1, 1, 0)).toBe(run);
    expect(reads.parts).toBe(1);
    expect(() => Object.assign(run.settings.connections[0] ?? {}, { enabled: false })).toThrow(TypeError);
  });

  test('of another connection, or of what another version wrote, changes nothing', async () => {
    await bench.storage.watched.save({ ...row, name: 'borealis' }, { live: true });
    await bench.storage.watched.save({ ...row, state: { format: 99 } }, { live: true });
    const snapshot = await counted().snapshots.at(acme.id, 1, 1, 2);
    expect(snapshot.settings.connections).toEqual([kestrel]);
  });
});
