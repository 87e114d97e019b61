import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { figuresText } from '../domain/figures.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { ExpiryStore } from '../domain/ports/stores/expiry-store.ts';
import type { LeaseStore } from '../domain/ports/stores/lease-store.ts';
import type { Secret } from '../domain/secret.ts';

/** Figures for the operator's own monitoring, on the broker's host. Without a token set there is nothing to be found here. */
export async function metricsPlugin(
  app: FastifyInstance,
  deps: { token: Secret | null; expiries: Pick<ExpiryStore, 'all'>; leases: Pick<LeaseStore, 'list'>; clock: Clock },
): Promise<void> {
  const { token, expiries, leases, clock } = deps;
  if (token === null) return;
  const expected = digestOf(`Bearer ${token.reveal()}`);

  app.route({
    method: 'GET',
    url: '/metrics',
    constraints: { face: 'broker' },
    async handler(request, reply) {
      reply.header('cache-control', 'no-store');
      if (!timingSafeEqual(digestOf(request.headers.authorization ?? ''), expected))
        return reply.code(401).header('www-authenticate', 'Bearer').type('text/plain; charset=utf-8').send('');
      const text = figuresText({ expiring: await expiries.all(), jobs: await leases.list() }, clock.now());
      return reply.type('text/plain; version=0.0.4; charset=utf-8').send(text);
    },
  });
}

/** Of one length, so that they can be compared in constant time. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
