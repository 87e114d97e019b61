import { describe, expect, test } from '@jest/globals';
import Fastify from 'fastify';
import type { TenantId } from '../../../broker/domain/brands.ts';
import { figuresText } from '../../../broker/domain/figures.ts';
import { Secret } from '../../../broker/domain/secret.ts';
import { metricsPlugin } from '../../../broker/http/metrics-plugin.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const clock = createFakeClock();
const day = 86_400_000;
const acme = 'ten_acme' as TenantId;
const token = 'a token of some length';

async function ask(authorization: string | undefined, given: Secret | null = new Secret(token)) {
  const app = Fastify({ routerOptions: { constraints: { face: broker } } } as object);
  const expiries = {
    all: async () => [{ tenant: acme, kind: 'jira-token', name: 'api-token', endsAt: clock.now() + 12.5 * day }] as const,
  };
  const leases = { list: async () => [{ name: 'watch', doneAt: 1_700_000_000_999, failedAt: null }] };
  await app.register((instance) => metricsPlugin(instance, { token: given, expiries, leases, clock }));
  return app.inject({ url: '/metrics', headers: authorization === undefined ? {} : { authorization } });
}

const broker = {
  name: 'face',
  storage: () => {
    const stores = new Map<string, unknown>();
    return { get: (face: string) => stores.get(face) ?? null, set: (face: string, store: unknown) => stores.set(face, store) };
  },
  deriveConstraint: () => 'broker',
};

describe('figures', () => {
  test('are told to whoever shows the token', async () => {
    const answer = await ask(`Bearer ${token}`);
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
      'no-store',
    ]);
    expect(answer.body.split('\n')).toEqual(
      expect.arrayContaining([
        'gatehouse_expiry_days_left{tenant="ten_acme",kind="jira-token",name="api-token"} 12.50',
        'gatehouse_job_last_success_timestamp_seconds{job="watch"} 1700000000',
        'gatehouse_job_last_failure_timestamp_seconds{job="watch"} 0',
      ]),
    );
  });

  test.each([undefined, '', token, `bearer ${token}`, `Bearer ${token} `, `Bearer ${token.slice(1)}`, 'Bearer '])(
    'are not told to whoever shows %j',
    async (authorization) => {
      const answer = await ask(authorization);
      expect([answer.statusCode, answer.body, answer.headers['www-authenticate']]).toEqual([401, '', 'Bearer']);
    },
  );

  test('are not there without a token', async () => {
    expect((await ask(`Bearer ${token}`, null)).statusCode).toBe(404);
  });

  test('keep what is strange in a name inside its quotes', () => {
    const name = 'a"b\\c\nd';
    const text = figuresText({ expiring: [{ tenant: acme, kind: 'metadata', name, endsAt: 0 }], jobs: [] }, day);
    expect(text).toContain('name="a\\"b\\\\c\\nd"} -1.00');
    expect(text.endsWith('\n')).toBe(true);
  });
});
