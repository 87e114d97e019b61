import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { errorWords } from '#contract/errors';
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

test('with the broker down a save stands and the page says that it is not live', async () => {
  await site.broker.close();
  const overview = await site.add();
  expect(overview.saved.revision).toBe(1);
  expect(overview.live).toBeNull();
  expect(overview.liveProblem).toMatchObject(errorWords.broker_unreachable);
  expect((await site.value('ada', 'overview.load', {})).connections).toHaveLength(1);
});

test('what the broker says against a save is shown in its own words, with its support code, beside what is live', async () => {
  await site.add();
  site.broker.refuse = { route: 'activate', code: 'settings_secret_missing', supportCode: 'AB12' };
  const overview = await site.value('ada', 'policy.save', { expectRevision: 1, policy: { preset: 'nobody' } });
  expect(overview.saved.revision).toBe(2);
  expect(overview.live?.revision).toBe(1);
  expect(overview.liveProblem).toEqual({ ...errorWords.settings_secret_missing, problems: [], supportCode: 'AB12' });
});

test('"make live again" pushes what is saved once the obstacle is gone', async () => {
  site.broker.refuse = { route: 'putPart', code: 'database_unavailable', supportCode: null };
  expect((await site.add()).liveProblem?.title).toBe(errorWords.database_unavailable.title);
  site.broker.refuse = null;
  const overview = await site.value('bea', 'settings.push', {});
  expect(overview).toMatchObject({ liveProblem: null, live: { revision: 1 } });
});

test('loading the page says that what is live is older than what is saved', async () => {
  await site.add();
  site.broker.live = { epoch: 1, revision: null, activatedAt: null };
  expect((await site.value('ada', 'overview.load', {})).liveProblem).toMatchObject(errorWords.settings_not_live);
});

test('the heartbeat heals a broker that lost its database', async () => {
  await site.add();
  site.broker.wipe();
  await site.host.runScheduled();
  expect(site.broker.live.revision).toBe(1);
  expect(site.broker.parts.size).toBe(5);
});

test('the heartbeat makes live what was saved while the broker was away', async () => {
  site.broker.refuse = { route: 'status', code: 'database_unavailable', supportCode: null };
  await site.add();
  site.broker.refuse = null;
  await site.host.runScheduled();
  expect(site.broker.live.revision).toBe(1);
});

test('a heartbeat with nothing to do is one call, also before anything was saved', async () => {
  await site.host.runScheduled();
  expect(site.broker.calls).toEqual([{ route: 'heartbeat', module: 'gatehouse-heartbeat', body: { manifest: null } }]);
  await site.add();
  site.broker.calls.length = 0;
  await site.host.runScheduled();
  expect(site.broker.calls.map(({ route }) => route)).toEqual(['heartbeat']);
});

test('a heartbeat that fails does not throw: the next one comes in five minutes', async () => {
  await site.add();
  site.broker.refuse = { route: 'heartbeat', code: 'database_unavailable', supportCode: null };
  await expect(site.host.runScheduled()).resolves.toBeUndefined();
});

test('installing and upgrading tell the broker, and a failure shows as a failed run', async () => {
  await site.host.runInstalled();
  await site.host.runUpgraded();
  expect(site.broker.calls.map(({ body }) => body)).toEqual([{ event: 'installed' }, { event: 'upgraded' }]);
  site.broker.refuse = { route: 'lifecycle', code: 'internal', supportCode: null };
  await expect(site.host.runInstalled()).rejects.toThrow('internal');
});

test('after a reinstall storage is empty and the first save takes the epoch that the broker opened', async () => {
  await site.add();
  await site.host.reinstall();
  site.broker.live = { epoch: 2, revision: null, activatedAt: null };
  const overview = await site.value('ada', 'overview.load', {});
  expect(overview.saved.revision).toBe(0);
  expect(overview.connections).toEqual([]);
  expect((await site.add()).live).toMatchObject({ epoch: 2, revision: 1 });
});

test('tests and look-ups reach the broker, and its silence has words of its own', async () => {
  expect(await site.value('ada', 'connection.test', { connection: aDraft() })).toMatchObject({ ok: false });
  expect(await site.value('ada', 'support.find', { supportCode: ' KNOWN ' })).toMatchObject({ supportCode: 'KNOWN' });
  expect(await site.value('ada', 'support.find', { supportCode: 'UNKNOWN' })).toBeNull();
  expect((await site.refused('ada', 'connection.test', { connection: aDraft({ issuer: 'javascript:alert(1)' }) })).problems[0]?.path).toBe(
    '/connection/issuer',
  );
  await site.broker.close();
  expect((await site.refused('ada', 'connection.test', { connection: aDraft() })).code).toBe('broker_no_answer');
});
