import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { errorWords } from '#contract/errors';
import { type AdminBench, type Call, openAdminBench } from '../../support/admin-bench.ts';
import {
  activate,
  addresses,
  cut,
  findTrace,
  heartbeat,
  installed,
  missing,
  pushAll,
  put,
  status,
  testConnection,
  testJira,
  upgraded,
} from '../../support/forge-calls.ts';
import { type TokenWish, testApiBase, testCloudId } from '../../support/forge-token.ts';

let bench: AdminBench;

beforeEach(async () => {
  bench = await openAdminBench();
});
afterEach(() => bench.close());

describe('callers', () => {
  test('a call without a token is refused with words and a support code', async () => {
    const { status: code, body } = await bench.call({}, { ...status, token: null });
    expect(code).toBe(401);
    expect(body).toEqual({
      error: { code: 'forge_token_missing', ...errorWords.forge_token_missing, problems: [], supportCode: 'ABCD1234EFGH' },
    });
  });

  test('a bad token is refused before the body is read', async () => {
    expect(await bench.code({}, { ...put(), token: 'a.b.c', body: 'not even JSON' })).toBe('forge_token_invalid');
    expect(bench.recorded.at(-1)).toMatchObject({
      tenant: null,
      because: expect.stringMatching(/^forge\.token\./),
      step: 'forge PUT /forge/v1/parts',
    });
  });

  test.each([
    ['the schedule', 'heartbeat', [status, testConnection, testJira, findTrace('0123456789AB'), installed]],
    ['lifecycle events', 'lifecycle', [status, put(), activate(), missing, heartbeat, testConnection, testJira, findTrace('0123456789AB')]],
    ['the admin page', 'admin', [installed, heartbeat]],
    ['another module', 'raw:gatehouse-portal', [status, put(), activate(), missing, heartbeat, installed, testConnection, testJira]],
    ['a module of a similar name', 'raw:Gatehouse-Admin', [status]],
  ] as const)('%s may do only what is theirs', async (_name, module, refused) => {
    await bench.install();
    for (const request of refused)
      expect([request.url, await bench.code({ module, principal: '712020:admin' }, request)]).toEqual([
        request.url,
        'forge_module_not_allowed',
      ]);
  });

  test('the admin page without a person is nobody', async () => {
    expect(await bench.code({ principal: null }, status)).toBe('not_administrator');
    expect(await bench.storage.tenants.list()).toEqual([]);
  });

  test('a person who may not administer Jira changes nothing, sees nothing and makes no tenant', async () => {
    for (const request of [status, missing, put(), activate(), testConnection, testJira, findTrace('0123456789AB')])
      expect([request.url, await bench.code({ principal: '712020:plain' }, request)]).toEqual([request.url, 'not_administrator']);
    expect(await bench.storage.tenants.list()).toEqual([]);
    expect(bench.jira.tested).toEqual([]);
  });

  test('who is an administrator is asked once a minute, per person', async () => {
    await bench.install();
    await bench.call({}, status);
    await bench.call({}, status);
    await bench.call({ principal: '712020:plain' }, status);
    expect(bench.jira.checks).toEqual(['712020:admin', '712020:plain']);
    bench.jira.administrators.delete('712020:admin');
    expect(await bench.code({}, status)).toBe(200);
    bench.clock.advance({ seconds: 60 });
    expect(await bench.code({}, status)).toBe('not_administrator');
  });

  test('an answer about one site says nothing about another', async () => {
    await bench.call({}, status);
    await bench.call({ cloudId: 'other-cloud', siteUrl: 'https://other.atlassian.net' }, status);
    expect(bench.jira.checks).toHaveLength(2);
  });

  test('with Jira away nobody is an administrator, and that is not remembered', async () => {
    bench.jira.down = true;
    expect(await bench.code({}, status)).toBe('administrator_check_failed');
    bench.jira.down = false;
    expect(await bench.code({}, status)).toBe(200);
  });

  test.each([null, '', 'with a space', 'x'.repeat(9_000)])(
    'without a usable app token (%.12j) nobody is an administrator',
    async (appToken) => {
      const answer = await bench.code({}, { ...status, appToken });
      expect(answer === 'administrator_check_failed' || answer === 431).toBe(true);
    },
  );

  test('an app token goes only where the verified token says that Jira is', async () => {
    await bench.install();
    expect(bench.jira.remembered).toEqual([
      expect.objectContaining({ token: 'app-token', apiBaseUrl: `${testApiBase}/ex/jira/${testCloudId}` }),
    ]);
    expect(await bench.code({ apiBaseUrl: 'https://evil.example/ex/jira/x' }, status)).toBe('forge_token_invalid');
    expect(bench.jira.remembered).toHaveLength(1);
  });

  test('somebody who is no administrator cannot replace a working app token', async () => {
    await bench.install();
    expect(await bench.code({ principal: '712020:plain' }, { ...status, appToken: 'junk' })).toBe('not_administrator');
    expect(bench.jira.remembered.map(({ token }) => token)).toEqual(['app-token']);
  });

  test('an app token that ended is replaced by the one that the call brings', async () => {
    await bench.install();
    bench.jira.goodTokens = new Set(['newer']);
    expect(await bench.code({}, { ...status, appToken: 'newer' })).toBe(200);
    expect(await bench.code({}, { ...status, appToken: 'newer' })).toBe(200);
  });
});

describe('a token carries what changes something once', () => {
  test.each([
    ['putting a part', {}, put()],
    ['activating', {}, activate()],
    ['the heartbeat', { module: 'heartbeat' }, heartbeat],
    ['an installation', { module: 'lifecycle' }, installed],
    ['a Jira test', {}, testJira],
    ['a connection test', {}, testConnection],
  ] as const)('%s', async (_name, wish: TokenWish, request: Call) => {
    await bench.install();
    await pushAll(bench);
    const token = await bench.signer.token(wish);
    expect([200, 204]).toContain(await bench.code({}, { ...request, token }));
    expect(await bench.code({}, { ...request, token })).toBe('forge_token_replayed');
  });

  test('one token carries a whole save: every part and the activation, each of them once', async () => {
    const token = await bench.signer.token();
    await bench.install();
    for (const index of cut.parts.keys()) expect(await bench.code({}, { ...put(index), token })).toBe(204);
    expect(await bench.code({}, { ...activate(), token })).toBe(200);
    expect(await bench.code({}, { ...status, token })).toBe(200);
    for (const index of cut.parts.keys()) expect(await bench.code({}, { ...put(index), token })).toBe('forge_token_replayed');
    expect(await bench.code({}, { ...activate(), token })).toBe('forge_token_replayed');
  });

  test('a body written another way is the same call', async () => {
    await bench.install();
    const token = await bench.signer.token();
    const { name, hash, content } = cut.parts[0] as (typeof cut.parts)[0];
    expect(await bench.code({}, { ...put(), token })).toBe(204);
    expect(await bench.code({}, { ...put(), body: { content, hash, name }, token })).toBe('forge_token_replayed');
    const spaced = await bench.app.inject({
      method: 'PUT',
      url: '/forge/v1/parts?again=1',
      headers: {
        host: 'help.example',
        authorization: `Bearer ${token}`,
        'x-forge-oauth-system': 'app-token',
        'content-type': 'application/json',
      },
      payload: JSON.stringify({ hash, name, content }, null, 2),
    });
    expect(spaced.json().error.code).toBe('forge_token_replayed');
  });

  test('the same call with another token is another call', async () => {
    await bench.install();
    expect(await bench.code({}, put())).toBe(204);
    expect(await bench.code({}, put())).toBe(204);
  });

  test('of two at once one is served', async () => {
    await bench.install();
    const token = await bench.signer.token();
    const codes = await Promise.all([1, 2, 3].map(() => bench.code({}, { ...put(), token })));
    expect(codes.filter((code) => code === 204)).toHaveLength(1);
  });

  test('a body that was refused does not spend it', async () => {
    await bench.install();
    const token = await bench.signer.token();
    expect(await bench.code({}, { ...put(), body: {}, token })).toBe('request_malformed');
    expect(await bench.code({}, { ...put(), token })).toBe(204);
  });
});

describe('tenants', () => {
  test('the tenant comes from the token and never from the body', async () => {
    await bench.install();
    await bench.call({}, put());
    const foreign: TokenWish = { cloudId: 'other-cloud', siteUrl: 'https://other.atlassian.net' };
    expect((await bench.call(foreign, status)).body).toMatchObject({ addresses: { slug: 'other' } });
    expect((await bench.call(foreign, { ...missing, body: { parts: cut.refs } })).body).toEqual({
      missing: cut.refs.map(({ hash }) => hash),
    });
    expect(await bench.code({}, { ...missing, body: { parts: [], cloudId: testCloudId, tenant: 'acme' } })).toBe('request_malformed');
  });

  test('another environment of the app on the same site is another tenant', async () => {
    await bench.install();
    await pushAll(bench);
    await bench.call({}, activate());
    const development: TokenWish = { environment: 'ari:cloud:ecosystem::environment/dev' };
    expect((await bench.call(development, status)).body).toMatchObject({ live: { revision: null }, addresses: { slug: 'acme-2' } });
  });

  test('one site has one tenant, however many calls come first', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4].map((n) => bench.code({ module: n % 2 ? 'heartbeat' : 'admin' }, n % 2 ? heartbeat : status)),
    );
    expect(answers).toEqual([200, 200, 200, 200]);
    expect((await bench.storage.tenants.list()).map(({ slug }) => slug)).toEqual(['acme']);
  });

  test('a site cannot take the login host of another', async () => {
    await bench.install();
    const trap: TokenWish = { cloudId: 'trap', siteUrl: 'https://acme-login.atlassian.net' };
    expect((await bench.call(trap, status)).body).toMatchObject({ addresses: { slug: 'acme-login-site' } });
  });

  test('a fresh installation is unknown until it is announced, then opens the next epoch', async () => {
    await bench.install();
    await pushAll(bench);
    await bench.call({}, activate(5));
    const second: TokenWish = { installation: 'ari:cloud:ecosystem::installation/two' };
    expect(await bench.code(second, status)).toBe('forge_installation_unknown');
    expect(await bench.code({ ...second, module: 'heartbeat' }, heartbeat)).toBe('forge_installation_unknown');
    expect(await bench.code({ ...second, module: 'lifecycle' }, upgraded)).toBe('forge_installation_unknown');
    expect((await bench.install(second)).body).toMatchObject({ live: { epoch: 2, revision: null }, addresses });
    expect(await bench.code({}, status)).toBe('forge_installation_unknown');
    expect(await bench.code(second, activate(6, 1))).toBe('settings_revision_stale');
    expect(await bench.code(second, activate(1, 3))).toBe('settings_epoch_unopened');
    expect((await bench.call(second, activate(1, 2))).body).toMatchObject({ live: { epoch: 2, revision: 1 } });
  });

  test('the same installation announced again changes nothing', async () => {
    await bench.install();
    await bench.install();
    expect((await bench.call({ module: 'lifecycle' }, upgraded)).body).toMatchObject({ live: { epoch: 1 } });
  });
});
