import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { maxPartBytes } from '#contract/settings/parts';
import { emptySettings, type Settings } from '#contract/settings/snapshot';
import { answerKvs } from '../../sandbox/forge/kvs-routes.ts';
import { KvsStore } from '../../sandbox/forge/kvs-store.ts';
import { type FetchTarget, runInvocation } from '../../sandbox/forge/runtime.ts';
import { newSecret } from '../../src/parts/secret';
import { commit } from '../../src/storage/commit';
import { loadCurrent } from '../../src/storage/load';

const nothing = { record: null, settings: emptySettings };
const change = (settings: Settings) => ({ settings, newSecrets: [], deleted: [], savedBy: 'ada', now: 1 });
const named = (name: string): Settings => ({ ...emptySettings, portal: { ...emptySettings.portal, name } });

/** Storage whose next write of one key fails: with the write done and only its answer lost, or not done at all. */
function storage() {
  const stores = { plain: new KvsStore(() => 1), secrets: new KvsStore(() => 1) };
  let failing: { key: string; done: boolean } | null = null;
  const fetch = async (_target: FetchTarget, path: string, init: RequestInit = {}) => {
    const { key } = JSON.parse(typeof init.body === 'string' ? init.body : '{}') as { key?: string };
    if (failing === null || key !== failing.key || path !== '/api/v1/set') return answerKvs(stores, path, init.body);
    if (failing.done) answerKvs(stores, path, init.body);
    failing = null;
    return new Response('gateway timeout', { status: 504 });
  };
  return {
    stores,
    loseAnswerOf: (key: string) => {
      failing = { key, done: true };
    },
    failWriteOf: (key: string) => {
      failing = { key, done: false };
    },
    run: <Result>(work: () => Promise<Result>) => runInvocation(fetch, work),
  };
}

beforeEach(() => {
  for (const method of ['warn', 'error'] as const) jest.spyOn(console, method).mockImplementation(() => undefined);
});
afterEach(() => {
  jest.restoreAllMocks();
});

test('a part above 200 KB is refused before anything is written', async () => {
  const { run, stores } = storage();
  await expect(run(() => commit(nothing, change(named('x'.repeat(maxPartBytes)))))).rejects.toThrow('settings_part_too_large');
  expect(stores.plain.keys()).toEqual([]);
});

test('the limit counts bytes, not characters', async () => {
  const { run } = storage();
  await expect(run(() => commit(nothing, change(named('ü'.repeat(maxPartBytes / 2)))))).rejects.toThrow('settings_part_too_large');
});

test('a reference to a secret that was never stored is refused', async () => {
  const jira = {
    kind: 'api-token',
    siteUrl: 'https://a.example',
    email: 'a@b',
    token: { secret: newSecret('x').id, setAt: 1 },
    expiresOn: null,
  } as const;
  await expect(storage().run(() => commit(nothing, change({ ...emptySettings, jira })))).rejects.toThrow('settings_secret_missing');
});

test('a save whose answer got lost has still won', async () => {
  const { run, loseAnswerOf } = storage();
  loseAnswerOf('revision:1');
  const committed = await run(() => commit(nothing, change(named('Acme'))));
  expect(committed.record?.revision).toBe(1);
  expect((await run(loadCurrent)).settings.portal.name).toBe('Acme');
});

test('a save stands once its number is claimed, even if the head could not be moved', async () => {
  const { run, failWriteOf, stores } = storage();
  const first = await run(() => commit(nothing, change(named('First'))));
  failWriteOf('head');
  const second = await run(() => commit(first, change(named('Second'))));
  expect(second.record?.revision).toBe(2);
  expect(stores.plain.get('head').value).toBe(1);
  expect((await run(loadCurrent)).settings.portal.name).toBe('Second');
});

test('a save that could not claim its number leaves the settings as they were', async () => {
  const { run, failWriteOf } = storage();
  const first = await run(() => commit(nothing, change(named('First'))));
  failWriteOf('revision:2');
  await expect(run(() => commit(first, change(named('Second'))))).rejects.toThrow('settings_storage_unavailable');
  expect((await run(loadCurrent)).settings.portal.name).toBe('First');
});
