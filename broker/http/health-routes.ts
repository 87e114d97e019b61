import type { FastifyInstance } from 'fastify';
import { AppError } from '../domain/app-error.ts';
import type { Storage } from '../domain/ports/storage.ts';

/** For load balancers, on any host: `/healthz` says that the process runs, `/readyz` that it can sign people in. */
export function healthRoutes(app: FastifyInstance, deps: { storage: Storage }): void {
  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'up' }));

  app.get('/readyz', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      await deps.storage.ping();
      return await reply.send({ status: 'ready', database: 'up' });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return reply.code(503).send({ status: 'not ready', database: 'down', code: error.code });
    }
  });
}
