import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { JiraTestResult } from '#contract/rpc/status';
import { problemsOf } from '#contract/settings/shape';
import { Secret } from '../../../../broker/domain/secret.ts';
import { addToken, addUser } from '../../../../sandbox/jira/builders.ts';
import { demoTokens } from '../../../../sandbox/jira/seed/acme-people.ts';
import { type JiraBench, openJiraBench } from './harness.ts';

let bench: JiraBench;

beforeAll(async () => {
  bench = await openJiraBench();
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.simulator.faults.clear();
  bench.sent.length = 0;
  bench.clock.advance({ minutes: 1 });
});

async function tried(wish: { siteUrl?: string; email?: string; token?: string } = {}) {
  const result = await bench.source.test({
    siteUrl: wish.siteUrl ?? bench.urlOf('acme'),
    email: wish.email ?? 'admin@acme.example',
    token: new Secret(wish.token ?? demoTokens.acmeAdmin),
  });
  expect(problemsOf(JiraTestResult, result)).toEqual([]);
  return { ...result, failed: result.checks.filter(({ ok }) => !ok).map(({ name }) => name) };
}

test('a credential with every right passes every check and changes nothing in Jira', async () => {
  const result = await tried();
  expect(result).toMatchObject({ ok: true, failed: [], account: { displayName: 'Alex Admin' } });
  expect(result.checks.map(({ name }) => name)).toEqual([
    'reach',
    'sign-in',
    'administer',
    'browse-users',
    'service-desks',
    'search',
    'permission-check',
  ]);
  const readOnlyPosts = /\/(search\/jql|permissions\/check)$/;
  expect(bench.sent.every(({ request }) => request.method === 'GET' || readOnlyPosts.test(request.url))).toBe(true);
});

test('the live credential is tried the same way', async () => {
  expect(await bench.source.testLive(bench.snapshot())).toMatchObject({ ok: true });
});

test('a token pasted with a line break is tried without it', async () => {
  expect(await tried({ token: `${demoTokens.acmeAdmin}\n` })).toMatchObject({ ok: true });
});

describe('what is missing is named, with what stops working', () => {
  test('a wrong token', async () => {
    const result = await tried({ token: 'wrong' });
    expect(result).toMatchObject({ ok: false, account: null, failed: ['sign-in'] });
    expect(result.checks.at(-1)?.text).toContain('API token');
    expect(bench.sent).toHaveLength(1);
  });

  test('an agent who does not administer Jira', async () => {
    const result = await tried({ email: 'nora@acme.example', token: demoTokens.acmeAgent });
    expect(result).toMatchObject({ ok: false, failed: ['administer'] });
    expect(result.checks.find(({ name }) => name === 'administer')?.text).toContain('no customer account can be made');
  });

  test('an administrator who is no agent', async () => {
    const user = addUser(bench.acme, { email: 'lone@acme.example', globalRights: new Set(['ADMINISTER', 'USER_PICKER']) });
    const { secret } = addToken(bench.acme, user, { secret: 'lone-token', expiresAt: bench.clock.now() + 1e9 });
    const result = await tried({ email: 'lone@acme.example', token: secret });
    expect(result.failed).toContain('service-desks');
    expect(result.checks.find(({ name }) => name === 'service-desks')?.text).toContain('agent');
  });

  test('an account without any right', async () => {
    const user = addUser(bench.acme, { email: 'plain@acme.example' });
    const { secret } = addToken(bench.acme, user, { secret: 'plain-token', expiresAt: bench.clock.now() + 1e9 });
    const result = await tried({ email: 'plain@acme.example', token: secret });
    expect(result.failed).toEqual(expect.arrayContaining(['administer', 'browse-users', 'service-desks']));
  });

  test('a site that is not there, one that is down, one that is something else', async () => {
    expect(await tried({ siteUrl: 'acme' })).toMatchObject({ ok: false, account: null, failed: ['reach'] });
    expect(await tried({ siteUrl: bench.urlOf('nobody.localhost') })).toMatchObject({ ok: false, failed: ['reach'] });
    bench.simulator.faults.add({ kind: 'drop', times: 9 });
    expect(await tried()).toMatchObject({ failed: ['reach'], checks: [{ text: expect.stringContaining('Nothing answers') }] });
    bench.simulator.faults.clear();
    bench.clock.advance({ minutes: 1 });
    bench.simulator.faults.add({ kind: 'broken', path: '/myself' });
    expect(await tried()).toMatchObject({ failed: ['reach'], checks: [{ text: expect.stringContaining('not Jira') }] });
    bench.simulator.faults.clear();
    bench.simulator.faults.add({ kind: 'limited', path: '/myself', retryAfterSeconds: 60 });
    expect(await tried()).toMatchObject({ failed: ['reach'], checks: [{ text: expect.stringContaining('wait') }] });
  });

  test('a part that fails while the rest works', async () => {
    bench.simulator.faults.add({ kind: 'broken', path: '/search/jql' });
    bench.simulator.faults.add({ kind: 'broken', path: '/mypermissions' });
    expect(await tried()).toMatchObject({ ok: false, failed: ['administer', 'browse-users', 'search'] });
  });

  test('trying a wrong credential over and over closes no door for the tenant', async () => {
    bench.simulator.faults.add({ kind: 'drop', path: '/myself', times: 30 });
    for (let attempt = 0; attempt < 5; attempt += 1) await tried();
    expect(await bench.jira.desks()).toHaveLength(3);
  });
});
