import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { signInTestRoutes as routes } from '#contract/rpc/sign-in-test';
import { type AdminBench, openAdminBench } from '../../support/admin-bench.ts';
import { anOutcome } from '../../support/builders/sign-in-test.ts';
import { testConnection } from '../../support/forge-calls.ts';

let bench: AdminBench;
beforeEach(async () => {
  bench = await openAdminBench();
  await bench.install();
});
afterEach(() => bench.close());

const start = { method: routes.start.method, url: routes.start.path, body: testConnection.body };
const result = (id: unknown) => ({ method: routes.result.method, url: routes.result.path, body: { id } });
const acme = async () => (await bench.storage.tenants.findBySlug('acme'))?.id ?? ('none' as never);

async function started() {
  const { body } = await bench.call({}, start);
  return body as { id: string; url: string; expiresAt: number };
}

test('an administrator starts a test of a draft, and looks how it stands', async () => {
  const test = await started();
  expect(test).toEqual({
    id: expect.stringMatching(/^[\w-]{22}$/),
    url: expect.stringMatching(/^https:\/\/acme-login\.help\.example\/test\/[\w-]{43}$/),
    expiresAt: bench.clock.now() + 300_000,
  });
  const view = { id: test.id, state: 'waiting', connection: 'okta', expiresAt: test.expiresAt, outcome: null };
  expect(await bench.call({}, result(test.id))).toMatchObject({ status: 200, body: { test: view } });
  expect((await bench.call({}, result(test.id))).headers['cache-control']).toBe('no-store');
  bench.clock.advance({ ms: 300_000 });
  expect((await bench.call({}, result(test.id))).body).toEqual({ test: { ...view, state: 'expired' } });
});

test('what came of it fits the contract, whatever was in it', async () => {
  const { id } = await started();
  const tenant = await acme();
  const row = await bench.storage.signInTests.find(tenant, id);
  if (row === null) throw new Error('no row');
  const place = { tenant, table: 'sign_in_test', row: id, column: 'sealed' };
  const sealed = await bench.storage.vault.seal(place, new TextEncoder().encode(JSON.stringify({ outcome: anOutcome() })));
  await bench.storage.signInTests.save({ ...row, version: 2, state: 'done', sealed }, 1);
  expect((await bench.call({}, result(id))).body).toMatchObject({ test: { state: 'done', outcome: anOutcome() } });
});

test('the secret of a draft is not in the database as it is, nor the ticket', async () => {
  const { id, url } = await started();
  const row = await bench.storage.signInTests.find(await acme(), id);
  const kept = `${JSON.stringify(row)} ${Buffer.from(row?.sealed ?? []).toString('latin1')}`;
  expect(kept).not.toContain('a new secret');
  expect(kept).not.toContain(url.split('/').at(-1));
});

test('nobody else starts one or reads one', async () => {
  const { id } = await started();
  for (const call of [start, result(id)]) {
    expect(await bench.code({ principal: '712020:nobody' }, call)).toBe('not_administrator');
    expect(await bench.code({}, { ...call, token: null })).toBe('forge_token_missing');
    expect(await bench.code({ module: 'heartbeat' }, call)).toBe('forge_module_not_allowed');
  }
});

test('one call starts one test: its token carries it once', async () => {
  const token = await bench.signer.token({});
  expect(await bench.code({}, { ...start, token })).toBe(200);
  expect(await bench.code({}, { ...start, token })).toBe('forge_token_replayed');
});

test.each(['', 'x', 'A'.repeat(23), "A'; drop table tenant; --", null, 7, {}])('a name that is none is refused: %p', async (id) => {
  expect(await bench.code({}, result(id))).toBe('request_malformed');
});

test('a connection that is none is refused before anything is made', async () => {
  expect(await bench.code({}, { ...start, body: { connection: { protocol: 'oidc' } } })).toBe('request_malformed');
  expect(await bench.code({}, { ...start, body: {} })).toBe('request_malformed');
});
