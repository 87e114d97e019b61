import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import type { Overview } from '#contract/rpc/admin';
import type { RpcResult } from '#contract/rpc/result';
import type { SignInTestView, StartedSignInTest } from '#contract/rpc/sign-in-test';
import { connectionSecret } from '#contract/settings/secrets';
import { createForgeHost, type ForgeHost } from '../../sandbox/forge/host.ts';
import { type AdminBench, openAdminBench } from '../support/admin-bench.ts';
import { type JiraStub, startJiraStub } from '../support/forge-jira.ts';
import { aDraft } from '../support/forge-site.ts';
import { testAppId } from '../support/forge-token.ts';
import { samlText } from '../support/import/published.ts';
import { describedProvider } from '../support/saml/described.ts';
import { idp } from '../support/saml/response.ts';

/** The real Forge app against the real routes of the broker: what one sends, the other takes. */
let jira: JiraStub;
let bench: AdminBench;
let forge: ForgeHost;

beforeEach(async () => {
  jira = await startJiraStub({
    'Basic ada': { accountId: '712020:admin', name: 'Ada', administrator: true },
    'Basic uma': { accountId: '712020:plain', name: 'Uma', administrator: true },
  });
  let keys: JWTVerifyGetKey | null = null;
  const published: JWTVerifyGetKey = (header, token) => {
    keys ??= createLocalJWKSet(forge.jwks());
    return keys(header, token);
  };
  bench = await openAdminBench({ forge: { appId: testAppId, apiBase: jira.url, keys: published } });
  forge = await createForgeHost({
    appAri: testAppId,
    brokerUrl: await bench.app.listen({ host: '127.0.0.1', port: 0 }),
    site: { cloudId: 'cloud-1', siteUrl: 'https://acme.atlassian.net', jiraBaseUrl: jira.url },
    users: ['ada', 'uma'].map((key) => ({
      key,
      accountId: key === 'ada' ? '712020:admin' : '712020:plain',
      name: key,
      role: key,
      authorization: `Basic ${key}`,
    })),
    appToken: 'app-token',
    now: bench.clock.now,
  });
});
afterEach(async () => {
  await forge.app.close();
  await bench.close();
  await jira.close();
});

const saveConnection = async (user: string, expectRevision: number, create = true): Promise<RpcResult<Overview>> =>
  (await forge.invoke(user, 'connection.save', { expectRevision, create, connection: aDraft() })) as RpcResult<Overview>;

async function liveSettings() {
  const tenant = await bench.storage.tenants.findBySlug('acme');
  return tenant === null ? null : bench.snapshots.live(tenant.id);
}

test('what an administrator saves in Jira is live on the broker, secret included', async () => {
  await forge.runInstalled();
  const saved = await saveConnection('ada', 0);
  if (!saved.ok) throw new Error(JSON.stringify(saved.error));
  expect(saved.value).toMatchObject({ live: { epoch: 1, revision: 1 }, liveProblem: null, addresses: { slug: 'acme' } });
  const live = await liveSettings();
  const [connection] = live?.settings.connections ?? [];
  expect(connection).toMatchObject({ id: 'borealis', issuer: 'https://id.borealis.example' });
  expect(connection && live?.secrets.get(connectionSecret(connection)?.secret ?? '')?.reveal()).toBe('first-client-secret');
});

test('somebody whom the broker does not find to be an administrator makes nothing live', async () => {
  await forge.runInstalled();
  const saved = await saveConnection('uma', 0);
  // The Forge half believed its own check; the broker asks Jira itself.
  expect(saved).toMatchObject({ ok: true, value: { live: null, liveProblem: { title: expect.any(String) } } });
  expect(bench.recorded.map(({ code }) => code)).toContain('not_administrator');
  expect((await liveSettings())?.revision).toBeNull();
});

test('a test by a sign-in is begun with the secret that is stored, for as long as the draft leads to the same provider', async () => {
  await forge.runInstalled();
  await saveConnection('ada', 0);
  const secretOf = async (draft: Partial<ReturnType<typeof aDraft>>) => {
    const started = (await forge.invoke('ada', 'connection.test.start', { connection: aDraft(draft) })) as RpcResult<StartedSignInTest>;
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    const tenant = (await bench.storage.tenants.findBySlug('acme'))?.id ?? ('none' as never);
    const { id } = started.value;
    const row = await bench.storage.signInTests.find(tenant, id);
    const place = { tenant, table: 'sign_in_test', row: id, column: 'sealed' };
    const kept = new TextDecoder().decode(await bench.storage.vault.open(place, row?.sealed ?? new Uint8Array()));
    const view = (await forge.invoke('ada', 'connection.test.result', { id })) as RpcResult<SignInTestView | null>;
    expect(view).toMatchObject({ ok: true, value: { id, state: 'waiting', outcome: null } });
    return (JSON.parse(kept) as { tested: { secrets: [string, string][] } }).tested.secrets[0]?.[1];
  };
  expect(await secretOf({ newClientSecret: null })).toBe('first-client-secret');
  expect(await secretOf({ newClientSecret: 'another-secret' })).toBe('another-secret');
  expect(await secretOf({ newClientSecret: null, issuer: 'https://elsewhere.example' })).toBeUndefined();
  expect(await forge.invoke('uma', 'connection.test.start', { connection: aDraft() })).toMatchObject({ ok: false });
  expect(await forge.invoke('ada', 'connection.test.start', { connection: {} })).toMatchObject({
    ok: false,
    error: { code: 'settings_invalid' },
  });
});

test('metadata is read for a preview, and ours is made for a draft, without anything being saved', async () => {
  await forge.runInstalled();
  const wanted = samlText(describedProvider());
  expect(await forge.invoke('ada', 'connection.import', { wanted })).toMatchObject({ ok: true, value: { kind: 'saml', entityId: idp } });
  const broken = await forge.invoke('ada', 'connection.import', { wanted: samlText('<a/>') });
  expect(broken).toMatchObject({ ok: false, error: { code: 'saml_metadata_root', title: 'This is not SAML metadata' } });
  expect(await forge.invoke('ada', 'connection.import', { wanted: { protocol: 'saml' } })).toMatchObject({
    ok: false,
    error: { code: 'settings_invalid' },
  });
  const draft = { id: 'draft', signRequests: true, signed: 'either', encryption: 'never', nameIdFormat: null };
  expect(await forge.invoke('ada', 'connection.metadata', draft)).toMatchObject({
    ok: true,
    value: { xml: expect.stringContaining('/saml/connections/draft"') },
  });
  for (const [name, payload] of [
    ['connection.import', { wanted }],
    ['connection.metadata', draft],
  ] as const)
    expect(await forge.invoke('uma', name, payload)).toMatchObject({ ok: false });
  expect(await forge.invoke('ada', 'overview.load', {})).toMatchObject({ ok: true, value: { saved: { revision: 0 } } });
});

test('the schedule brings a broker up to date that was never told', async () => {
  await forge.runInstalled();
  bench.jira.down = true;
  await saveConnection('ada', 0);
  expect((await liveSettings())?.revision).toBeNull();
  await forge.runScheduled();
  expect(await liveSettings()).toMatchObject({ revision: 1, settings: { connections: [{ id: 'borealis' }] } });
});

test('a fresh installation starts its own epoch, and its first save replaces what was live', async () => {
  await forge.runInstalled();
  await saveConnection('ada', 0);
  await forge.reinstall();
  expect((await liveSettings())?.settings.connections).toHaveLength(1);
  const saved = (await forge.invoke('ada', 'policy.save', { expectRevision: 0, policy: { preset: 'nobody' } })) as RpcResult<Overview>;
  expect(saved).toMatchObject({ ok: true, value: { live: { epoch: 2, revision: 1 } } });
  expect(await liveSettings()).toMatchObject({ epoch: 2, settings: { connections: [], policy: { preset: 'nobody' } } });
});

test('sign-ins are listed and messages kept, and only an administrator of the broker’s own check may', async () => {
  await forge.runInstalled();
  await saveConnection('ada', 0);
  const of = { connection: 'borealis' };
  expect(await forge.invoke('ada', 'connection.activity', {})).toEqual({
    ok: true,
    value: [{ id: 'borealis', lastSignInAt: null, capture: null }],
  });
  expect(await forge.invoke('ada', 'connection.sign-ins', of)).toEqual({ ok: true, value: [] });
  const running = { ok: true, value: { capture: { kept: 0 }, kept: [] } };
  expect(await forge.invoke('ada', 'connection.capture.start', of)).toMatchObject(running);
  expect(await forge.invoke('ada', 'connection.capture.start', of)).toMatchObject({ ok: false, error: { code: 'capture_running' } });
  expect(await forge.invoke('ada', 'connection.capture.state', of)).toMatchObject(running);
  expect(await forge.invoke('ada', 'connection.capture.read', { id: 'a'.repeat(22) })).toEqual({ ok: true, value: null });
  for (const name of ['stop', 'forget'])
    expect(await forge.invoke('ada', `connection.capture.${name}`, of)).toEqual({ ok: true, value: { capture: null, kept: [] } });
  for (const name of ['connection.activity', 'connection.capture.start'])
    expect(await forge.invoke('uma', name, name === 'connection.activity' ? {} : of)).toMatchObject({
      ok: false,
      error: { code: 'not_administrator' },
    });
  expect(await forge.invoke('ada', 'connection.capture.start', { connection: 'a b' })).toMatchObject({ ok: false });
});
