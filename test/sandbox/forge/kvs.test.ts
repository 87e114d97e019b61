import { kvs, WhereConditions } from '@forge/kvs';
import { expect, test } from '@jest/globals';
import { answerKvs, type ForgeStorage } from '../../../sandbox/forge/kvs-routes.ts';
import { KvsStore } from '../../../sandbox/forge/kvs-store.ts';
import { runInvocation } from '../../../sandbox/forge/runtime.ts';

let now = 1_000_000;
const inForge = async <Result>(work: () => Promise<Result>, storage: ForgeStorage = emptyStorage()): Promise<Result> =>
  runInvocation(async (_target, path, init) => answerKvs(storage, path, init?.body), work);
const emptyStorage = (): ForgeStorage => ({ plain: new KvsStore(() => now), secrets: new KvsStore(() => now) });

test('values and secrets are kept apart, a missing key is undefined', () =>
  inForge(async () => {
    await kvs.set('a', { deep: [1, 'ü'] });
    await kvs.setSecret('a', 'hidden');
    expect(await kvs.get('a')).toEqual({ deep: [1, 'ü'] });
    expect(await kvs.getSecret('a')).toBe('hidden');
    await kvs.delete('a');
    await kvs.delete('a');
    expect(await kvs.get('a')).toBeUndefined();
    expect(await kvs.getSecret('a')).toBe('hidden');
  }));

test.each([
  ['a key with a slash', 'a/b', 1, 'INVALID_KEY'],
  ['a key of blanks', '  ', 1, 'INVALID_KEY'],
  ['a key of 501 characters', 'k'.repeat(501), 1, 'KEY_TOO_LONG'],
  ['a value above 240 KiB', 'k', 'x'.repeat(240 * 1024), 'MAX_SIZE'],
  ['a value 32 levels deep', 'k', Array.from({ length: 31 }).reduce<unknown>((inner) => [inner], ['x']), 'MAX_DEPTH'],
])('%s is refused', (_name, key, value, code) =>
  inForge(async () => {
    await expect(kvs.set(key, value)).rejects.toMatchObject({ code });
  }),
);

test('FAIL_IF_EXISTS gives a key to one writer, and again after it expired', () =>
  inForge(async () => {
    const claim = (value: number) => kvs.set('k', value, { keyPolicy: 'FAIL_IF_EXISTS', ttl: { value: 1, unit: 'MINUTES' } });
    const results = await Promise.allSettled([claim(1), claim(2), claim(3)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await kvs.get('k')).toBe(1);
    now += 60_000;
    expect(await kvs.get('k')).toBeUndefined();
    await claim(4);
    expect(await kvs.get('k')).toBe(4);
  }));

test('a transaction does all or nothing and uses a key once', () =>
  inForge(async () => {
    await kvs.set('old', 1);
    await kvs.transact().set('new', 2).delete('old').delete('never').execute();
    expect([await kvs.get('new'), await kvs.get('old')]).toEqual([2, undefined]);
    await expect(kvs.transact().set('x', 1).set('bad/key', 1).execute()).rejects.toMatchObject({ code: 'INVALID_KEY' });
    await expect(kvs.transact().set('x', 1).delete('x').execute()).rejects.toMatchObject({ code: 'DUPLICATE_KEY' });
    const many = Array.from({ length: 26 }, (_, index) => `k${index}`).reduce((all, key) => all.set(key, 1), kvs.transact());
    await expect(many.execute()).rejects.toMatchObject({ code: 'TOO_MANY_OPERATIONS' });
    expect(await kvs.get('x')).toBeUndefined();
  }));

test('a query walks the keys of a prefix page by page', () =>
  inForge(async () => {
    for (const key of ['b:1', 'a:3', 'a:1', 'a:2']) await kvs.set(key, key);
    const first = await kvs.query().where('key', WhereConditions.beginsWith('a:')).limit(2).getMany();
    expect(first.results.map(({ key }) => key)).toEqual(['a:1', 'a:2']);
    const rest = await kvs
      .query()
      .where('key', WhereConditions.beginsWith('a:'))
      .limit(2)
      .cursor(first.nextCursor ?? '')
      .getMany();
    expect(rest).toMatchObject({ results: [{ key: 'a:3' }], nextCursor: undefined });
  }));

test('two installations in one process do not see each other', async () => {
  const [one, two] = [emptyStorage(), emptyStorage()];
  await Promise.all([inForge(() => kvs.set('who', 'one'), one), inForge(() => kvs.set('who', 'two'), two)]);
  expect(await inForge(() => kvs.get('who'), one)).toBe('one');
  expect(await inForge(() => kvs.get('who'), two)).toBe('two');
});
