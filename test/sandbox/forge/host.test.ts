import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { buildAdminPage } from '../../support/forge-build.ts';
import { type ForgeSite, startForgeSite } from '../../support/forge-site.ts';

let site: ForgeSite;
beforeEach(async () => {
  site = await startForgeSite();
});
afterEach(() => site.close());

const appAri = 'ari:cloud:ecosystem::app/11111111-1111-4111-8111-111111111111';
const admin = { module: { type: 'jira:adminPage', key: 'gatehouse-admin' }, principal: 'ada-id' };

test('an invocation token carries what the documents say and lives 25 seconds', async () => {
  const token = await site.host.signToken(admin);
  const keys = createLocalJWKSet((await site.host.app.inject('/.well-known/jwks.json')).json());
  const { payload } = await jwtVerify(token, keys, { issuer: 'forge/invocation-token', audience: appAri, algorithms: ['RS256'] });
  expect(payload).toMatchObject({ principal: 'ada-id', context: { cloudId: 'cloud-1', siteUrl: 'https://acme.atlassian.net' } });
  expect(payload.app).toMatchObject({ id: appAri, apiBaseUrl: `${site.jira.url}/ex/jira/cloud-1`, module: admin.module });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(25);
});

test('no two tokens are alike, and those of events name nobody', async () => {
  expect(await site.host.signToken(admin)).not.toBe(await site.host.signToken(admin));
  const event = await site.host.signToken({ module: { type: 'trigger', key: 'gatehouse-lifecycle' }, principal: null });
  const { payload } = await jwtVerify(event, createLocalJWKSet(site.host.jwks()));
  expect(payload).not.toHaveProperty('principal');
});

test('a reinstallation is another installation with empty storage', async () => {
  const installation = async () => {
    const { payload } = await jwtVerify(await site.host.signToken(admin), createLocalJWKSet(site.host.jwks()));
    return (payload.app as { installationId: string }).installationId;
  };
  await site.add();
  const before = await installation();
  await site.host.reinstall();
  expect(await installation()).not.toBe(before);
  expect(site.host.storage.secrets.keys()).toEqual([]);
  expect(site.broker.calls.at(-1)).toMatchObject({ route: 'lifecycle', body: { event: 'installed' } });
});

test('the frame shows who is signed in, and the page inside has the bridge before its bundle', async () => {
  await buildAdminPage();
  const frame = await site.host.app.inject('/?user=uma');
  expect(frame.body).toContain('src="/app/index.html?user=uma"');
  expect(frame.body).toMatch(/value="uma" selected/);
  const page = await site.host.app.inject('/app/index.html?user=uma');
  expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  expect(page.body.indexOf('/__forge/shim.js')).toBeGreaterThan(0);
  expect(page.body.indexOf('/__forge/shim.js')).toBeLessThan(page.body.indexOf('type="module"'));
  for (const asset of page.body.match(/assets\/[^"]+/g) ?? []) expect((await site.host.app.inject(`/app/${asset}`)).statusCode).toBe(200);
});

test('the frame calls the resolver as the person chosen, and serves nothing but built files', async () => {
  const post = (user: string, functionKey: string) =>
    site.host.app.inject({ method: 'POST', url: '/__forge/invoke', headers: { 'x-sandbox-user': user }, payload: { functionKey } });
  expect((await post('ada', 'overview.load')).json()).toMatchObject({ value: { ok: true } });
  expect((await post('uma', 'overview.load')).json()).toMatchObject({ value: { ok: false, error: { code: 'not_administrator' } } });
  expect((await post('nobody', 'overview.load')).statusCode).toBe(403);
  for (const path of ['../package.json', '..%2fpackage.json', '%2e%2e/package.json', 'assets/../../package.json', '.env'])
    expect((await site.host.app.inject(`/app/${path}`)).statusCode).toBe(404);
});
