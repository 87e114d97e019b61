import type { FastifyInstance } from 'fastify';
import { AppError } from '../domain/app-error.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Storage } from '../domain/ports/storage.ts';

/**
 * For load balancers, on any host: `/healthz` says that the process runs, `/readyz` that it can sign people in. A broker that
 * gets no more requests logs no more refusals either, so that the turns are logged here.
 */
export function healthRoutes(app: FastifyInstance, deps: { storage: Storage; log: Log }): void {
  let wasReady = true;

  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'up' }));

  app.get('/readyz', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      await deps.storage.ping();
      if (!wasReady) deps.log.info('health.ready_again');
      wasReady = true;
      return await reply.send({ status: 'ready' });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (wasReady) deps.log.error('health.not_ready', { code: error.code, because: error.because, error });
      wasReady = false;
      // Why, the log says: strangers may ask too.
      return reply.code(503).send({ status: 'not ready' });
    }
  });
}
