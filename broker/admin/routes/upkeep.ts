import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { LifecycleList, MetadataDecisionRequest, MetadataRefreshRequest, MetadataStatus, upkeepRoutes } from '#contract/rpc/lifecycle';
import type { Upkeep } from '../../domain/ports/upkeep.ts';
import { callerOf, type Guard, tenantOf } from '../guard.ts';
import { endpoint, errorReplies } from './endpoint.ts';

/** What brokers look after by themselves, and what an administrator decides about it. */
export function upkeepRoutesOf({ upkeep, guard }: { upkeep: Upkeep; guard: Guard }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.route({
      ...endpoint(upkeepRoutes.list),
      ...guard(['admin']),
      schema: { response: { 200: LifecycleList, ...errorReplies } },
      handler: async (request) => upkeep.list(tenantOf(request)),
    });

    app.route({
      ...endpoint(upkeepRoutes.refresh),
      ...guard(['admin'], { once: true }),
      schema: { body: MetadataRefreshRequest, response: { 200: MetadataStatus, ...errorReplies } },
      handler: async (request) => upkeep.refresh(tenantOf(request), request.body.connection),
    });

    app.route({
      ...endpoint(upkeepRoutes.approve),
      ...guard(['admin'], { once: true }),
      schema: { body: MetadataDecisionRequest, response: { 200: MetadataStatus, ...errorReplies } },
      handler: async (request) => {
        const { connection, digest } = request.body;
        return upkeep.approve(tenantOf(request), connection, digest, administratorOf(request));
      },
    });

    app.route({
      ...endpoint(upkeepRoutes.dismiss),
      ...guard(['admin'], { once: true }),
      schema: { body: MetadataDecisionRequest, response: { 200: MetadataStatus, ...errorReplies } },
      handler: async (request) => upkeep.dismiss(tenantOf(request), request.body.connection, request.body.digest),
    });
  };
}

/** Who decided: the account that the platform's token names, whose permission was checked. */
function administratorOf(request: FastifyRequest): string {
  const { principal } = callerOf(request).invocation;
  if (principal === null) throw new Error('an administrator without a name');
  return principal;
}
