import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { upkeepRoutes } from '#contract/rpc/lifecycle';
import { AppError } from '../../../broker/domain/app-error.ts';
import { certificateFacts } from '../../../broker/domain/certificates.ts';
import type { PublishedProvider } from '../../../broker/domain/metadata/published.ts';
import type { Connector } from '../../../broker/domain/ports/connector.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { type AdminBench, openAdminBench } from '../../support/admin-bench.ts';
import { aCertificate } from '../../support/certificate.ts';
import { aSamlConnection } from '../../support/connections.ts';
import { someSettings } from '../../support/settings.ts';

const kestrel = aSamlConnection({ metadata: { url: 'https://id.kestrel.example/m', takeOver: 'certificates', signedBy: null } });
const moved = { url: 'https://new.kestrel.example/sso', binding: 'redirect' } as const;
const facts = certificateFacts(aCertificate);

let bench: AdminBench;
let published: PublishedProvider | AppError;

beforeEach(async () => {
  published = {
    kind: 'saml',
    entityId: kestrel.entityId,
    signOn: [moved],
    logout: [],
    certificates: facts === null ? [] : [{ ...facts, usable: true }],
    validUntil: null,
    cacheMs: null,
  };
  const saml = {
    protocol: 'saml',
    async published() {
      if (published instanceof AppError) throw published;
      return published;
    },
  } as unknown as Connector;
  bench = await openAdminBench({ saml });
  await bench.install();
  const tenant = await bench.storage.tenants.findBySlug('acme');
  await bench.makeLive(tenant as Tenant, 1, someSettings({ connections: [...someSettings().connections, kestrel] }));
});
afterEach(() => bench.close());

const call = (route: keyof typeof upkeepRoutes, body?: unknown, as = {}) =>
  bench.call(as, { method: upkeepRoutes[route].method, url: upkeepRoutes[route].path, body });

describe('an administrator', () => {
  test('reads metadata now, takes new addresses over, and goes back', async () => {
    const read = await call('refresh', { connection: 'kestrel' });
    expect(read).toMatchObject({ status: 200, body: { fault: null, taken: null, changes: [{ kind: 'sign-on', standing: 'waiting' }] } });
    const { staged: digest } = read.body as { staged: string };
    expect(await call('approve', { connection: 'kestrel', digest })).toMatchObject({
      status: 200,
      body: { staged: null, taken: { digest, by: '712020:admin' }, changes: [{ kind: 'sign-on', standing: 'live' }] },
    });
    expect(await call('dismiss', { connection: 'kestrel', digest })).toMatchObject({
      status: 200,
      body: { taken: null, changes: [{ kind: 'sign-on', standing: 'dismissed' }] },
    });
  });

  test('sees all that is looked after in one list', async () => {
    await call('refresh', { connection: 'kestrel' });
    const { body } = await call('list');
    expect(body).toMatchObject({
      metadata: [
        { connection: 'borealis', fetchedAt: null },
        { connection: 'kestrel', changes: [{ kind: 'sign-on' }] },
      ],
      expiring: [{ kind: 'provider-certificate', owner: 'kestrel', severity: 'fine', daysLeft: expect.any(Number) }],
      domains: [],
    });
  });

  test('is told by name what is wrong with metadata, and nothing else changes', async () => {
    published = new AppError('import_redirected');
    expect(await call('refresh', { connection: 'kestrel' })).toMatchObject({
      status: 200,
      body: { fetchedAt: null, staged: null, fault: { code: 'import_redirected' } },
    });
  });

  test.each([
    ['a connection that is not there', 'refresh', { connection: 'nobody' }, 404, 'connection_unknown'],
    [
      'a connection that is asked anew each time',
      'approve',
      { connection: 'borealis', digest: 'd'.repeat(43) },
      409,
      'metadata_not_watched',
    ],
    ['a digest that stands for nothing', 'approve', { connection: 'kestrel', digest: 'd'.repeat(43) }, 409, 'metadata_changed_meanwhile'],
    ['a digest that was never live', 'dismiss', { connection: 'kestrel', digest: 'd'.repeat(43) }, 409, 'metadata_changed_meanwhile'],
    ['no digest', 'approve', { connection: 'kestrel', digest: 'short' }, 400, 'request_malformed'],
    ['more than is asked', 'refresh', { connection: 'kestrel', url: 'https://evil.example' }, 400, 'request_malformed'],
  ] as const)('is refused for %s', async (_what, route, body, status, code) => {
    await call('refresh', { connection: 'kestrel' });
    expect(await call(route, body)).toMatchObject({ status, body: { error: { code } } });
  });
});

test.each(['list', 'refresh', 'approve', 'dismiss'] as const)('%s is for administrators alone', async (route) => {
  const body = route === 'list' ? undefined : { connection: 'kestrel', digest: 'd'.repeat(43) };
  expect((await call(route, body, { module: 'heartbeat' })).status).toBe(403);
  expect((await call(route, body, { principal: '712020:somebody' })).status).toBe(403);
  const { method, path } = upkeepRoutes[route];
  expect((await bench.call({}, { method, url: path, body, token: null })).status).toBe(401);
});
