import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Overview } from '#contract/rpc/admin';
import type { RpcResult } from '#contract/rpc/result';
import { emptySettings } from '#contract/settings/snapshot';
import { aDraft, type ForgeSite, startForgeSite } from '../support/forge-site.ts';

let site: ForgeSite;
beforeEach(async () => {
  for (const method of ['warn', 'error'] as const) jest.spyOn(console, method).mockImplementation(() => undefined);
  site = await startForgeSite();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await site.close();
});

test('of two administrators who save at once exactly one wins, and the other is told', async () => {
  const results = (await Promise.all(
    ['ada', 'bea', 'ada', 'bea'].map((user, index) =>
      site.host.invoke(user, 'portal.save', { expectRevision: 0, portal: { ...emptySettings.portal, name: `Name ${index}` } }),
    ),
  )) as RpcResult<Overview>[];
  const won = results.filter((result) => result.ok);
  const lost = results.filter((result) => !result.ok);
  expect(won).toHaveLength(1);
  expect(lost.map((result) => (result.ok ? '' : result.error.code))).toEqual(Array(3).fill('settings_changed_meanwhile'));
  const after = await site.value('ada', 'overview.load', {});
  expect(after.saved.revision).toBe(1);
  expect(won[0]?.ok === true && won[0].value.portal).toEqual(after.portal);
});

test('the loser of a race leaves neither parts nor secrets behind', async () => {
  await Promise.all(
    ['ada', 'bea'].map((user) => site.host.invoke(user, 'connection.save', { expectRevision: 0, create: true, connection: aDraft() })),
  );
  expect(site.host.storage.secrets.keys()).toHaveLength(1);
  expect(site.host.storage.plain.keys().filter((key) => key.startsWith('part:'))).toHaveLength(4);
});

test('a page that was loaded before somebody else saved is refused', async () => {
  await site.value('ada', 'policy.save', { expectRevision: 0, policy: { preset: 'nobody' } });
  const error = await site.refused('bea', 'policy.save', { expectRevision: 0, policy: { preset: 'everybody' } });
  expect(error).toMatchObject({ code: 'settings_changed_meanwhile', problems: [] });
  expect((await site.value('bea', 'overview.load', {})).policy.preset).toBe('nobody');
});

test('a head that lags behind, because a save was cut off after it had won, is rolled forward', async () => {
  await site.add();
  await site.value('ada', 'policy.save', { expectRevision: 1, policy: { preset: 'nobody' } });
  await site.value('ada', 'policy.save', { expectRevision: 2, policy: { preset: 'everybody' } });
  site.host.storage.plain.set('head', 1);
  expect((await site.value('ada', 'overview.load', {})).saved.revision).toBe(3);
  site.host.storage.plain.delete('head');
  expect((await site.value('ada', 'overview.load', {})).saved.revision).toBe(3);
  expect((await site.value('ada', 'policy.save', { expectRevision: 3, policy: { preset: 'nobody' } })).saved.revision).toBe(4);
});

test('storage that holds something else than settings is named, not guessed at', async () => {
  site.host.storage.plain.set('revision:1', { surprise: true });
  expect((await site.refused('ada', 'overview.load', {})).code).toBe('settings_storage_unavailable');
});

test('after a hundred saves the oldest revision records are gone and what is current stays readable', async () => {
  for (let revision = 0; revision < 103; revision++) {
    await site.value('ada', 'policy.save', { expectRevision: revision, policy: { preset: revision % 2 === 0 ? 'nobody' : 'everybody' } });
  }
  const keys = site.host.storage.plain.keys();
  expect(keys.filter((key) => key.startsWith('revision:'))).toHaveLength(100);
  // The policy before the present one stays for undoing.
  expect(keys.filter((key) => key.startsWith('part:'))).toHaveLength(4);
  expect((await site.value('ada', 'overview.load', {})).saved.revision).toBe(103);
});
