import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { settingsToParts } from '../../../broker/settings/to-parts.ts';
import { type AdminBench, openAdminBench } from '../../support/admin-bench.ts';
import { aStoredTrace } from '../../support/builders/stored-trace.ts';
import { anEmailCodeConnection } from '../../support/connections.ts';
import {
  activate,
  addresses,
  check,
  cut,
  findTrace,
  heartbeat,
  installed,
  missing,
  pushAll,
  put,
  settings,
  status,
  testConnection,
  testJira,
} from '../../support/forge-calls.ts';
import { testCloudId } from '../../support/forge-token.ts';
import { aConnection, secretsOf, someSettings } from '../../support/settings.ts';

let bench: AdminBench;

beforeEach(async () => {
  bench = await openAdminBench();
});
afterEach(() => bench.close());

describe('the whole way', () => {
  test('installed, parts, activation, status: settings are live', async () => {
    const nothing = { epoch: 1, revision: null, activatedAt: null };
    expect((await bench.install()).body).toEqual({ live: nothing, addresses });
    expect((await bench.call({}, { ...missing, body: { parts: cut.refs } })).body).toEqual({ missing: cut.refs.map(({ hash }) => hash) });
    await pushAll(bench);
    expect((await bench.call({}, { ...missing, body: { parts: cut.refs } })).body).toEqual({ missing: [] });
    const live = { epoch: 1, revision: 1, activatedAt: bench.clock.now() };
    expect(await bench.call({}, activate())).toMatchObject({ status: 200, body: { live } });
    expect(await bench.call({}, status)).toMatchObject({ status: 200, body: { live, addresses } });
    const tenant = await bench.storage.tenants.findBySlug('acme');
    expect((await bench.snapshots.live(tenant?.id ?? ('none' as never))).settings).toEqual(settings);
  });

  test('no answer may be kept by anything on the way', async () => {
    expect((await bench.call({}, status)).headers['cache-control']).toBe('no-store');
    expect((await bench.call({}, { ...status, token: null })).headers['cache-control']).toBe('no-store');
  });

  test('an administrator who comes first makes the tenant as well', async () => {
    expect(await bench.call({}, status)).toMatchObject({ status: 200, body: { addresses } });
  });

  test('a broker that lost its database heals by the schedule alone', async () => {
    const asSchedule = { module: 'heartbeat' } as const;
    const beat = await bench.call(asSchedule, { ...heartbeat, body: { manifest: { revision: 4, parts: cut.refs } } });
    expect(beat.body).toMatchObject({ live: { epoch: 1, revision: null }, missing: cut.refs.map(({ hash }) => hash) });
    await pushAll(bench, asSchedule);
    expect(await bench.call(asSchedule, activate(4))).toMatchObject({ status: 200, body: { live: { revision: 4 } } });
  });

  test('an administrator tries a connection and a credential, and looks up a support code', async () => {
    await bench.install();
    expect((await bench.call({}, testConnection)).body).toEqual({ ok: true, checks: [] });
    expect(bench.tested).toEqual([{ id: 'okta', callback: 'https://acme-login.help.example/callback/okta', secret: 'a new secret' }]);
    const credential = { siteUrl: 'https://acme.atlassian.net', email: 'bot@acme.example', token: 'secret-token' };
    await bench.call({}, { ...testJira, body: { credential } });
    await bench.call({}, testJira);
    expect(bench.jira.tested).toEqual([credential, null]);
    const tenant = await bench.storage.tenants.findBySlug('acme');
    const { tenant: _own, ...trace } = aStoredTrace();
    await bench.storage.traces.insert({ ...trace, tenant: tenant?.id as never });
    expect((await bench.call({}, findTrace('o1-23 45-6789ab'))).body).toEqual({ trace: { ...trace, mend: null } });
    expect((await bench.call({}, findTrace('0000 0000 0000'))).body).toEqual({ trace: null });
    expect((await bench.call({}, findTrace('never a code'))).body).toEqual({ trace: null });
  });
});

describe('answers to bad input', () => {
  test('every mistake of a body is told with its place', async () => {
    const body = { epoch: 0, manifest: { revision: 'one', parts: cut.refs }, more: true };
    const answer = await bench.call({}, { ...activate(), body });
    expect(answer.status).toBe(400);
    const paths = answer.body.error.problems.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(expect.arrayContaining(['/epoch', '/manifest/revision']));
  });

  test('a part that is too large, of another hash or of another name is refused by its own name', async () => {
    const part = cut.parts[0] as (typeof cut.parts)[0];
    expect(await bench.code({}, { ...put(), body: { ...part, content: 'x'.repeat(201 * 1024) } })).toBe('settings_part_too_large');
    expect(await bench.code({}, { ...put(), body: { ...part, content: '{}' } })).toBe('settings_part_hash_wrong');
    expect(await bench.code({}, { ...put(), body: { ...part, name: 'portal' } })).toBe('settings_invalid');
    expect(await bench.code({}, { ...put(), body: { ...part, name: 'everything' } })).toBe('request_malformed');
    expect(await bench.code({}, { ...put(), body: { ...part, content: 'x'.repeat(300 * 1024) } })).toBe('request_too_large');
  });

  test('settings that break a rule are refused with its place', async () => {
    const wrong = someSettings({ connections: [aConnection({ emailTrust: 'authoritative', domains: { mode: 'any-unclaimed' } })] });
    const { parts, refs } = settingsToParts(wrong, secretsOf(wrong));
    for (const body of parts) await bench.call({}, { ...put(), body });
    const answer = await bench.call({}, { ...activate(), body: { epoch: 1, manifest: { revision: 1, parts: refs } } });
    expect(answer).toMatchObject({
      status: 422,
      body: { error: { code: 'settings_invalid', problems: [{ path: '/connections/0/emailTrust' }] } },
    });
  });

  test('what is no JSON is refused', async () => {
    const authorization = `Bearer ${await bench.signer.token()}`;
    const send = (type: string, payload: string) =>
      bench.app.inject({
        method: 'PUT',
        url: '/forge/v1/parts',
        headers: { host: 'help.example', authorization, 'x-forge-oauth-system': 'app-token', 'content-type': type },
        payload,
      });
    expect((await send('application/json', '{')).json().error.code).toBe('request_malformed');
    expect((await send('application/json', '{"__proto__":{"x":1}}')).json().error.code).toBe('request_malformed');
    expect((await send('text/plain', '{}')).statusCode).toBeGreaterThanOrEqual(400);
    expect((await send('application/xml', '<a/>')).json().error.code).toBe('media_type_unsupported');
  });

  test('a fault of the broker tells nothing of its inside', async () => {
    await bench.install();
    await bench.storage.close();
    const answer = await bench.call({}, status);
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(Object.keys(answer.body.error).sort()).toEqual(['action', 'code', 'problems', 'supportCode', 'text', 'title']);
    expect(answer.body.error.problems).toEqual([]);
  });
});

describe('before a save, the admin page asks whether the broker takes what is new:', () => {
  const changed = (connection: object): object => ({ connections: [connection], parties: [] });

  test('nothing is stored by it, and nothing goes live', async () => {
    expect(await bench.call({}, check(changed(aConnection())))).toMatchObject({ status: 200, body: { fits: true } });
    expect((await bench.call({}, status)).body).toMatchObject({ live: { revision: null } });
  });

  test('what could never go live is refused as its activation would be', async () => {
    expect(await bench.call({}, check(changed(anEmailCodeConnection())))).toMatchObject({
      status: 422,
      body: {
        error: {
          code: 'connection_needs_mail',
          title: 'The broker cannot send e-mail yet',
          problems: [{ path: '/connections/0/protocol', message: expect.stringMatching(/SMTP_URL and MAIL_FROM/) }],
        },
      },
    });
    expect(await bench.code({}, check(changed({ ...anEmailCodeConnection(), enabled: false })))).toBe(200);
  });

  test('a test of it says the same', async () => {
    const call = { ...testConnection, body: { connection: anEmailCodeConnection() } };
    expect(await bench.code({}, call)).toBe('connection_needs_mail');
  });
});

test('a tenant that is kept in a file is not changed from Jira', async () => {
  const home = {
    appId: bench.signer.claims().aud as string,
    environmentId: 'ari:cloud:ecosystem::environment/prod',
    cloudId: testCloudId,
  };
  await bench.addTenant('acme', { managedBy: 'file', home, installationId: 'ari:cloud:ecosystem::installation/one' });
  for (const request of [put(), activate(), missing, check({ connections: [], parties: [] })])
    expect(await bench.code({}, request)).toBe('tenant_managed_by_file');
  expect(await bench.code({}, status)).toBe(200);
});

test('the routes stand on the own host of the broker, never on one of a tenant', async () => {
  for (const request of [status, put(), installed, heartbeat])
    expect((await bench.call({}, { ...request, host: 'acme.help.example' })).status).toBe(404);
});

test('without a configured app every route says so', async () => {
  const closed = await openAdminBench({ forge: null });
  try {
    for (const request of [status, put(), installed, heartbeat]) expect(await closed.code({}, request)).toBe('forge_not_configured');
  } finally {
    await closed.close();
  }
});
