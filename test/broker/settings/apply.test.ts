import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { maxPartBytes } from '#contract/settings/parts';
import { emptySettings } from '#contract/settings/snapshot';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { canonicalJson, partHash } from '../../../broker/settings/canonical.ts';
import { settingsToParts } from '../../../broker/settings/to-parts.ts';
import { aParty, aSamlConnection } from '../../support/connections.ts';
import { aConnection, secretsOf, someSettings } from '../../support/settings.ts';
import { openSettingsBench, type SettingsBench } from '../../support/settings-bench.ts';

let bench: SettingsBench;
let acme: Tenant;

beforeEach(async () => {
  bench = await openSettingsBench();
  acme = await bench.addTenant('acme');
});
afterEach(() => bench.close());

const policyPart = (preset: 'nobody' | 'everybody') => {
  const content = canonicalJson({ preset });
  return { name: 'policy' as const, hash: partHash(content), content };
};

describe('parts', () => {
  test('the broker says which it lacks, each once', async () => {
    const part = policyPart('nobody');
    const refs = [part, { name: 'portal' as const, hash: part.hash }, policyPart('everybody')];
    await bench.apply.putPart(acme, part, 'forge');
    expect(await bench.apply.missing(acme, [...refs, ...refs], 'forge')).toEqual([policyPart('everybody').hash]);
  });

  test('a part that another tenant has is still lacking here', async () => {
    await bench.apply.putPart(acme, policyPart('nobody'), 'forge');
    const other = await bench.addTenant('other');
    expect(await bench.apply.missing(other, [policyPart('nobody')], 'forge')).toEqual([policyPart('nobody').hash]);
  });

  test('a content that is not what its hash says is refused', async () => {
    const part = { ...policyPart('nobody'), content: canonicalJson({ preset: 'everybody' }) };
    await expect(bench.apply.putPart(acme, part, 'forge')).rejects.toMatchObject({ code: 'settings_part_hash_wrong' });
  });

  test('a content above 200 KB is refused, counted in bytes', async () => {
    const content = JSON.stringify('ä'.repeat(maxPartBytes / 2));
    expect(content.length).toBeLessThan(maxPartBytes);
    const part = { name: 'policy' as const, hash: partHash(content), content };
    await expect(bench.apply.putPart(acme, part, 'forge')).rejects.toMatchObject({ code: 'settings_part_too_large' });
  });

  test('a content that is not what its name says is refused, and not stored', async () => {
    const part = { ...policyPart('nobody'), name: 'portal' as const };
    await expect(bench.apply.putPart(acme, part, 'forge')).rejects.toMatchObject({ code: 'settings_invalid' });
    const content = canonicalJson(aConnection({ id: 'okta' }));
    const misnamed = { name: 'connection:entra', hash: partHash(content), content };
    await expect(bench.apply.putPart(acme, misnamed, 'forge')).rejects.toMatchObject({
      code: 'settings_invalid',
      problems: [{ path: '/id' }],
    });
    expect(await bench.apply.missing(acme, [part, misnamed], 'forge')).toHaveLength(2);
  });
});

describe('activation', () => {
  test('makes a revision live as a whole', async () => {
    const applied = await bench.makeLive(acme, 1, someSettings());
    const live = { epoch: 1, revision: 1, activatedAt: bench.clock.now() };
    expect(applied).toEqual({ outcome: 'activated', live });
    expect(await bench.apply.live(acme)).toEqual(live);
    expect((await bench.snapshots.live(acme.id)).settings).toEqual(someSettings());
    expect(bench.log.lines).toContainEqual({
      level: 'info',
      event: 'settings.activated',
      fields: { tenant: acme.id, epoch: 1, revision: 1 },
    });
  });

  test('of a revision of which a part is missing changes nothing', async () => {
    await bench.makeLive(acme, 1, someSettings());
    const { refs } = settingsToParts(someSettings({ policy: { preset: 'nobody' } }), secretsOf(someSettings()));
    const activation = bench.apply.activate(acme, { epoch: 1, manifest: { revision: 2, parts: [...refs] } }, 'forge');
    await expect(activation).rejects.toMatchObject({ code: 'settings_part_missing', problems: [{ path: '/parts/0' }] });
    expect((await bench.apply.live(acme)).revision).toBe(1);
  });

  test('of settings that are wrong as a whole changes nothing', async () => {
    const twice = someSettings({
      connections: [aConnection(), aConnection({ id: 'b', domains: { mode: 'list', list: ['borealis.example'] } })],
    });
    await expect(bench.makeLive(acme, 1, twice)).rejects.toMatchObject({ code: 'settings_invalid' });
    expect((await bench.apply.live(acme)).revision).toBeNull();
  });

  test('of a protocol that this broker does not speak changes nothing', async () => {
    const unspoken = someSettings({ connections: [aConnection(), aSamlConnection()] });
    await expect(bench.makeLive(acme, 1, unspoken)).rejects.toMatchObject({
      code: 'connection_unsupported',
      problems: [{ path: '/connections/1/protocol' }],
    });
    expect((await bench.apply.live(acme)).revision).toBeNull();
  });

  test('of an application that takes the name of the portal changes nothing', async () => {
    const parties = [aParty({ entityId: `${acme.loginOrigin}/saml/portal` })];
    await expect(bench.makeLive(acme, 1, someSettings({ parties }))).rejects.toMatchObject({
      code: 'settings_invalid',
      problems: [{ path: '/parties/0/entityId' }],
    });
  });

  test('brings applications along', async () => {
    const settings = someSettings({ parties: [aParty()] });
    await bench.makeLive(acme, 1, settings);
    expect((await bench.snapshots.live(acme.id)).settings).toEqual(settings);
  });

  test('without a secret that is referred to changes nothing', async () => {
    const request = await bench.push(acme, 1, someSettings());
    const parts = request.manifest.parts.filter(({ name }) => !name.startsWith('secret:'));
    const activation = bench.apply.activate(acme, { epoch: 1, manifest: { revision: 1, parts } }, 'forge');
    await expect(activation).rejects.toMatchObject({ code: 'settings_secret_missing' });
  });

  test('of the same revision again is no change and no fault', async () => {
    const first = await bench.makeLive(acme, 3, someSettings());
    bench.clock.advance({ minutes: 1 });
    expect(await bench.makeLive(acme, 3, someSettings())).toEqual({ outcome: 'unchanged', live: first.live });
  });

  test('of a lower revision is refused', async () => {
    await bench.makeLive(acme, 3, someSettings());
    await expect(bench.makeLive(acme, 2, someSettings({ policy: { preset: 'nobody' } }))).rejects.toMatchObject({
      code: 'settings_revision_stale',
    });
    expect((await bench.snapshots.live(acme.id)).settings.policy.preset).toBe('everybody');
  });

  test('of the live number with other contents is refused and alarmed', async () => {
    await bench.makeLive(acme, 3, someSettings());
    const conflicting = bench.makeLive(acme, 3, someSettings({ policy: { preset: 'nobody' } }));
    await expect(conflicting).rejects.toMatchObject({ code: 'settings_revision_conflict' });
    expect((await bench.snapshots.live(acme.id)).settings.policy.preset).toBe('everybody');
    const alarm = { level: 'error', event: 'settings.revision_conflict' };
    expect(bench.log.lines).toContainEqual(expect.objectContaining(alarm));
  });

  test('of two racing contents for one number has one winner', async () => {
    const one = await bench.push(acme, 1, someSettings({ policy: { preset: 'nobody' } }));
    const two = await bench.push(acme, 1, someSettings({ policy: { preset: 'everybody' } }));
    const results = await Promise.allSettled([one, two].map((request) => bench.apply.activate(acme, request, 'forge')));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const winner = results[0]?.status === 'fulfilled' ? 'nobody' : 'everybody';
    expect((await bench.snapshots.live(acme.id)).settings.policy.preset).toBe(winner);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'settings_revision_conflict' } });
  });

  test('of many racing revisions ends with the highest', async () => {
    const requests = await Promise.all(
      [1, 2, 3, 4, 5].map((revision) =>
        bench.push(acme, revision, someSettings({ portal: { ...emptySettings.portal, name: `R${revision}` } })),
      ),
    );
    await Promise.allSettled(
      [3, 1, 5, 2, 4].map((revision) => bench.apply.activate(acme, requests[revision - 1] as (typeof requests)[0], 'forge')),
    );
    expect((await bench.snapshots.live(acme.id)).settings.portal.name).toBe('R5');
  });

  test('forgets parts that nothing uses after a day, never those of the live revision', async () => {
    await bench.makeLive(acme, 1, someSettings({ policy: { preset: 'nobody' } }));
    bench.clock.advance({ days: 2 });
    await bench.makeLive(acme, 2, someSettings());
    expect(await bench.apply.missing(acme, [policyPart('nobody'), policyPart('everybody')], 'forge')).toEqual([policyPart('nobody').hash]);
    expect((await bench.snapshots.live(acme.id)).settings).toEqual(someSettings());
  });
});

describe('a fresh installation', () => {
  test('starts with nothing live of its own, its low numbers win, and the old epoch is refused', async () => {
    await bench.makeLive(acme, 7, someSettings({ policy: { preset: 'nobody' } }));
    await bench.storage.tenants.adoptInstallation(acme.id, 'second');
    const again = (await bench.storage.tenants.find(acme.id)) as Tenant;
    expect(await bench.apply.live(again)).toEqual({ epoch: 2, revision: null, activatedAt: null });
    await expect(bench.makeLive(acme, 8, someSettings())).rejects.toMatchObject({ code: 'settings_revision_stale' });
    expect(await bench.makeLive(again, 1, someSettings())).toMatchObject({ live: { epoch: 2, revision: 1 } });
    expect((await bench.snapshots.live(acme.id)).settings.policy.preset).toBe('everybody');
  });

  test('an epoch that no installation opened is refused', async () => {
    const request = await bench.push(acme, 1, someSettings());
    await expect(bench.apply.activate(acme, { ...request, epoch: 2 }, 'forge')).rejects.toMatchObject({ code: 'settings_epoch_unopened' });
  });
});

describe('one source', () => {
  test('the Forge app does not touch a tenant that is kept in a file, nor the other way round', async () => {
    const filed = await bench.addTenant('filed', { managedBy: 'file' });
    const request = await bench.push(acme, 1, someSettings());
    const wrong = [
      [() => bench.apply.putPart(filed, policyPart('nobody'), 'forge'), 'tenant_managed_by_file'],
      [() => bench.apply.missing(filed, [], 'forge'), 'tenant_managed_by_file'],
      [() => bench.apply.activate(filed, request, 'forge'), 'tenant_managed_by_file'],
      [() => bench.apply.putPart(acme, policyPart('nobody'), 'file'), 'tenant_managed_by_forge'],
      [() => bench.apply.activate(acme, request, 'file'), 'tenant_managed_by_forge'],
    ] as const;
    for (const [attempt, code] of wrong) await expect(attempt()).rejects.toMatchObject({ code });
  });
});
