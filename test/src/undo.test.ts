import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { aSamlConnection } from '../support/connections.ts';
import { aDraft, type ForgeSite, startForgeSite } from '../support/forge-site.ts';

let site: ForgeSite;
beforeEach(async () => {
  const real = [
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
    'setImmediate',
    'clearImmediate',
    'nextTick',
    'queueMicrotask',
    'performance',
    'hrtime',
  ] as const;
  jest.useFakeTimers({ doNotFake: [...real], now: Date.UTC(2026, 10, 21) });
  site = await startForgeSite(() => Date.now());
});
afterEach(async () => {
  jest.useRealTimers();
  await site.close();
});
const minutes = (count: number): void => {
  jest.setSystemTime(Date.now() + count * 60_000);
};

test('a deleted connection is gone from the broker and can be brought back with its secret', async () => {
  await site.add();
  const removed = await site.value('ada', 'connection.remove', { expectRevision: 1, id: 'borealis' });
  expect(removed.connections).toEqual([]);
  expect(removed.deleted).toEqual([{ kind: 'connection', id: 'borealis', name: 'Borealis Shipping', at: Date.now() }]);
  expect(site.broker.manifest?.parts.map(({ name }) => name)).toEqual(['policy', 'second-factor', 'portal']);
  minutes(59);
  const restored = await site.value('bea', 'connection.restore', { expectRevision: 2, id: 'borealis' });
  expect(restored.connections).toMatchObject([{ id: 'borealis', clientSecretSetAt: Date.UTC(2026, 10, 21) }]);
  expect(restored.deleted).toEqual([]);
  expect(restored.liveProblem).toBeNull();
  const secret = [...site.broker.parts.values()].filter(({ name }) => name.startsWith('secret:')).at(-1);
  expect(JSON.parse(secret?.content ?? '')).toMatchObject({ value: 'first-client-secret' });
});

test('what was brought back outlives the hour', async () => {
  await site.add();
  await site.value('ada', 'connection.remove', { expectRevision: 1, id: 'borealis' });
  await site.value('ada', 'connection.restore', { expectRevision: 2, id: 'borealis' });
  minutes(120);
  site.broker.wipe();
  await site.host.runScheduled();
  expect(site.broker.live.revision).toBe(3);
  expect((await site.value('ada', 'overview.load', {})).connections).toHaveLength(1);
});

test('after an hour it is gone, its secret too, even if nobody saved since', async () => {
  await site.add();
  await site.value('ada', 'connection.remove', { expectRevision: 1, id: 'borealis' });
  minutes(61);
  expect((await site.value('ada', 'overview.load', {})).deleted).toEqual([]);
  expect((await site.refused('ada', 'connection.restore', { expectRevision: 2, id: 'borealis' })).code).toBe('connection_unknown');
  expect(site.host.storage.secrets.keys()).toEqual([]);
});

test('it is not brought back over another one of the same name', async () => {
  await site.add();
  await site.value('ada', 'connection.remove', { expectRevision: 1, id: 'borealis' });
  await site.add({ newClientSecret: 'another' });
  expect((await site.refused('ada', 'connection.restore', { expectRevision: 3, id: 'borealis' })).code).toBe('connection_exists');
});

test('it is not brought back when another connection claims its domain by now', async () => {
  await site.add();
  await site.value('ada', 'connection.remove', { expectRevision: 1, id: 'borealis' });
  await site.add(aDraft({ id: 'successor' }));
  expect((await site.refused('ada', 'connection.restore', { expectRevision: 3, id: 'borealis' })).code).toBe('settings_invalid');
});

test('a connection without a secret is brought back too', async () => {
  await site.value('ada', 'connection.save', { expectRevision: 0, create: true, connection: aSamlConnection() });
  await site.value('ada', 'connection.remove', { expectRevision: 1, id: 'kestrel' });
  const restored = await site.value('ada', 'connection.restore', { expectRevision: 2, id: 'kestrel' });
  expect(restored.connections).toEqual([aSamlConnection()]);
  expect(restored.liveProblem).toBeNull();
});

test('a connection is not deleted while the portal or an application names it', async () => {
  const overview = await site.add();
  const portal = { ...overview.portal, primaryConnection: 'borealis' };
  await site.value('ada', 'portal.save', { expectRevision: 1, portal });
  const error = await site.refused('ada', 'connection.remove', { expectRevision: 2, id: 'borealis' });
  expect(error.problems).toEqual([{ path: '/portal/primaryConnection', message: 'there is no connection "borealis"' }]);
  await site.value('ada', 'portal.save', { expectRevision: 2, portal: overview.portal });
  expect((await site.value('ada', 'connection.remove', { expectRevision: 3, id: 'borealis' })).connections).toEqual([]);
});
